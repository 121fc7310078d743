import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createKeyRing, type KeyRing } from '@alipay-intl/core';
import { createNotificationVerifier, type NotificationVerifier } from '@alipay-intl/notify';

const vectors = new URL('../../../../test/vectors/', import.meta.url);

/** Reads a file of the fixed vectors. */
export function vectorText(name: string): string {
  return readFileSync(new URL(name, vectors), 'utf8');
}

export function publicPem(pair: string): string {
  return vectorText(`keys/${pair}.public.spki.pem`);
}

const keys = new Map<string, KeyObject>();

function privateKey(pair: string): KeyObject {
  const known = keys.get(pair) ?? createPrivateKey(vectorText(`keys/${pair}.private.pkcs8.pem`));
  keys.set(pair, known);
  return known;
}

export const clientId = 'T_111222333';
export const notifyPath = '/alipay/notify';

/** Alipay's two keys, the older one as version 1. */
export function createRing(): Promise<KeyRing> {
  return createKeyRing([
    { keyVersion: '1', publicKey: publicPem('alipay') },
    { keyVersion: '2', publicKey: publicPem('alipay-v2') },
  ]);
}

export async function createVerifier(path = notifyPath): Promise<NotificationVerifier> {
  return createNotificationVerifier({ clientId, path, keyRing: await createRing() });
}

export interface Sealing {
  readonly pair?: string;
  readonly keyVersion?: string | undefined;
  /** What is signed as the path. */
  readonly path?: string;
  readonly clientId?: string;
  readonly time?: string;
}

export interface Sealed {
  readonly headers: Readonly<Record<'client-id' | 'request-time' | 'signature' | 'content-type', string>>;
  readonly body: Buffer;
}

/** Signs a body as Alipay does, with node:crypto alone, after docs/wire/v1 §2. */
export function seal(content: unknown, sealing: Sealing = {}): Sealed {
  const body = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const { pair = 'alipay', path = notifyPath, time = '2026-11-01T12:00:00.253+05:30' } = sealing;
  const sender = sealing.clientId ?? clientId;
  const text = Buffer.concat([Buffer.from(`POST ${path}\n${sender}.${time}.`), body]);
  const signature = encodeURIComponent(sign('sha256', text, privateKey(pair)).toString('base64'));
  const keyVersion = 'keyVersion' in sealing ? sealing.keyVersion : '1';
  const named = keyVersion === undefined ? '' : `keyVersion=${keyVersion},`;
  return {
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': sender,
      'request-time': time,
      signature: `algorithm=RSA256,${named}signature=${signature}`,
    },
    body,
  };
}

/** The usual notification, with some members changed. */
export function paidBody(changes: object = {}) {
  return {
    notifyType: 'PAYMENT_RESULT',
    result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
    paymentRequestId: 'pay_1',
    paymentId: '20261101194010800100188820200000001',
    paymentAmount: { currency: 'USD', value: '599' },
    paymentCreateTime: '2026-11-01T12:00:00+08:00',
    paymentTime: '2026-11-01T12:00:05+08:00',
    ...changes,
  };
}
