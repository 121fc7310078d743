import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyText, type Members } from '../../support/answering-server.ts';

const alipayKey = createPrivateKey(keyText('alipay.private.pkcs8.pem'));
const merchantPublicKey = createPublicKey(keyText('merchant.public.spki.pem'));

/** One call as it reached the server, cut by hand out of the compact form of docs/wire/acquiring §4.1. */
export interface EnvelopeCall {
  readonly path: string;
  readonly text: string;
  readonly head: Members;
  readonly body: Members;
  /** The hash by which the merchant's signature over the exact text holds; undefined where none does. */
  readonly signedWith: 'sha256' | 'sha1' | undefined;
}

/** What is answered to a call; whatever is left out is as a good answer has it. */
export interface EnvelopeAnswer {
  readonly body?: Members;
  /** Laid over the right head; undefined takes a member away. */
  readonly head?: Members;
  readonly hash?: 'sha256' | 'sha1';
  readonly key?: KeyObject;
  /** Writes the signed text itself. */
  readonly write?: (response: { readonly head: Members; readonly body: Members }) => string;
  /** Builds the envelope from the signed text and its signature. */
  readonly wrap?: (content: string, signature: string) => string;
  /** Sent in place of everything, with another status where one is given. */
  readonly raw?: string;
  readonly status?: number;
}

/** A gateway of the acquiring family whose answers the test writes; it signs with node:crypto alone. */
export interface EnvelopeServer {
  readonly url: string;
  readonly calls: readonly EnvelopeCall[];
  /** What every later call is answered with. */
  answer(answer: EnvelopeAnswer | ((call: EnvelopeCall) => EnvelopeAnswer)): void;
  last(): EnvelopeCall;
  close(): Promise<void>;
}

export async function startEnvelopeServer(): Promise<EnvelopeServer> {
  const calls: EnvelopeCall[] = [];
  let next: EnvelopeAnswer | ((call: EnvelopeCall) => EnvelopeAnswer) = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = readCall(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
      calls.push(call);
      const answer = typeof next === 'function' ? next(call) : next;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json; charset=UTF-8' });
      response.end(answer.raw ?? writeAnswer(call, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    calls,
    answer: (answer) => {
      next = answer;
    },
    last: () => {
      const call = calls.at(-1);
      if (call === undefined) throw new Error('nothing was sent');
      return call;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readCall(path: string, text: string): EnvelopeCall {
  const parts = /^\{"request":(\{.*\}),"signature":"([A-Za-z0-9+/=]+)"\}$/s.exec(text);
  const [, content = '{}', signature = ''] = parts ?? [];
  const { head = {}, body = {} } = JSON.parse(content) as { head?: Members; body?: Members };
  const bytes = Buffer.from(signature, 'base64');
  const signedWith = (['sha256', 'sha1'] as const).find((hash) =>
    verify(hash, Buffer.from(content), merchantPublicKey, bytes),
  );
  return { path, text, head, body, signedWith };
}

function writeAnswer(call: EnvelopeCall, answer: EnvelopeAnswer): string {
  const head = {
    version: call.head['version'],
    function: call.head['function'],
    clientId: call.head['clientId'],
    respTime: '2026-11-01T12:00:01+08:00',
    reqMsgId: call.head['reqMsgId'],
    reserve: '{}',
    ...answer.head,
  };
  const response = { head, body: { resultInfo: done, ...answer.body } };
  const content = (answer.write ?? JSON.stringify)(response);
  const hash = answer.hash ?? call.signedWith ?? 'sha256';
  const signature = sign(hash, Buffer.from(content), answer.key ?? alipayKey).toString('base64');
  const wrap = answer.wrap ?? ((inner, text) => `{"response":${inner},"signature":"${text}"}`);
  return wrap(content, signature);
}

/** What no message to a cashier may repeat. */
export const messageCanary = 'CANARY-RESULT-MSG';

const done = {
  resultStatus: 'S',
  resultCodeId: '00000000',
  resultCode: 'SUCCESS',
  resultMsg: messageCanary,
};

/** A `resultInfo` of a given code. */
export function infoOf(resultCode: string, resultStatus: string) {
  return { resultStatus, resultCodeId: '99999999', resultCode, resultMsg: messageCanary };
}
