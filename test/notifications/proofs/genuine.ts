import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { clientId, notifyPath } from '../support/sender.ts';

/** The pairs of keys that messages are signed with: Alipay's two, and some that prove nothing here. */
export type Pair = 'alipay' | 'alipay-v2' | 'merchant' | 'rsa3072';

/** A message that was really signed, and the parts that its signature covers. */
export interface Genuine {
  readonly name: string;
  readonly family: 'v1' | 'acquiring';
  /** What is delivered. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** What is signed: path, client id, time and body, or the content of the envelope. */
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly content: Buffer;
  /** Canonical base64. */
  readonly signature: string;
  readonly pair: Pair;
  /** When it was signed, or undefined where it does not say so. */
  readonly sentAtMs: number | undefined;
  /** Whether a receiver believes it at its time: our client, path and key, usable JSON, and what our record says. */
  readonly isRight: boolean;
}

/** How a message is signed, where it is not as usual. */
export interface Signing {
  readonly name: string;
  readonly sentAtMs: number;
  readonly isRight?: boolean;
  readonly pair?: Pair;
  readonly clientId?: string;
  /** Client id in the header, where it is not the signed one. */
  readonly namedClientId?: string;
  readonly time?: string;
  readonly path?: string;
  readonly query?: string;
  readonly keyVersion?: string | undefined;
  readonly function?: string;
  readonly head?: Readonly<Record<string, unknown>>;
  readonly outer?: 'request' | 'response';
}

const keys = new Map<Pair, KeyObject>();

function privateKey(pair: Pair): KeyObject {
  const file = new URL(`../../vectors/keys/${pair}.private.pkcs8.pem`, import.meta.url);
  const known = keys.get(pair) ?? createPrivateKey(readFileSync(file));
  keys.set(pair, known);
  return known;
}

/** Signs bytes with node:crypto alone. */
export function signatureOf(text: Buffer, pair: Pair): string {
  return sign('sha256', text, privateKey(pair)).toString('base64');
}

/** What v1 signs. docs/wire/v1 §2.1. */
export function signedText(path: string, client: string, time: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`POST ${path}\n${client}.${time}.`), body]);
}

/** Signs a notification of v1 as Alipay does. docs/wire/v1 §2, §6.1. */
export function signV1(body: Buffer, signing: Signing): Genuine {
  const { name, pair = 'alipay', isRight = true, query = '', sentAtMs } = signing;
  const { clientId: client = clientId, time = new Date(sentAtMs).toISOString() } = signing;
  const path = (signing.path ?? notifyPath) + query;
  const signature = signatureOf(signedText(path, client, time, body), pair);
  const keyVersion = 'keyVersion' in signing ? signing.keyVersion : pair === 'alipay-v2' ? '2' : '1';
  const named = keyVersion === undefined ? '' : `keyVersion=${keyVersion},`;
  const headers: Genuine['headers'] = [
    ['content-type', 'application/json; charset=UTF-8'],
    ['client-id', signing.namedClientId ?? client],
    ['request-time', time],
    ['signature', `algorithm=RSA256,${named}signature=${encodeURIComponent(signature)}`],
  ];
  const url = notifyPath + query;
  const parts = { path, clientId: client, time, content: body, signature, pair, sentAtMs };
  return { name, family: 'v1', url, headers, body, ...parts, isRight };
}

/** Signs a notification of the acquiring family. docs/wire/acquiring §4.1, §11. */
export function signAcquiring(body: unknown, signing: Signing): Genuine {
  const { name, pair = 'alipay', isRight = true, sentAtMs, outer = 'request' } = signing;
  const head = {
    version: '2.0.4',
    function: signing.function ?? 'alipay.intl.acquiring.offline.notify.pay',
    clientId: signing.clientId ?? clientId,
    reqTime: signing.time ?? new Date(sentAtMs).toISOString(),
    reqMsgId: `message of ${name}`,
    reserve: '{}',
    ...signing.head,
  };
  return sealContent(Buffer.from(JSON.stringify({ head, body })), {
    name,
    pair,
    isRight,
    outer,
    sentAtMs: head.reqTime === undefined ? undefined : sentAtMs,
  });
}

/** Seals any content into an envelope. */
export function sealContent(
  content: Buffer,
  how: Pick<Genuine, 'name' | 'pair' | 'isRight' | 'sentAtMs'> & { readonly outer?: 'request' | 'response' },
): Genuine {
  const { outer = 'request', ...facts } = how;
  const signature = signatureOf(content, how.pair);
  const body = Buffer.concat([
    Buffer.from(`{"${outer}":`),
    content,
    Buffer.from(`,"signature":"${signature}"}`),
  ]);
  const headers: Genuine['headers'] = [['content-type', 'application/json; charset=UTF-8']];
  const parts = { path: '', clientId: '', time: '', content, signature };
  return { family: 'acquiring', url: notifyPath, headers, body, ...parts, ...facts };
}
