import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Reads a test key. */
export function keyText(name: string): string {
  return readFileSync(new URL(`../../../../test/vectors/keys/${name}`, import.meta.url), 'utf8');
}

export const merchantPrivatePem = keyText('merchant.private.pkcs8.pem');
export const alipayPublicPem = keyText('alipay.public.spki.pem');
const alipayPrivateKey = createPrivateKey(keyText('alipay.private.pkcs8.pem'));

export const clientId = 'T_111222333';

export type Members = Readonly<Record<string, unknown>>;

/** One call as it reached the server. */
export interface ReceivedCall {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly members: Members;
}

/** What is answered: a body, signed by Alipay's key. Text is sent as it is. */
export type Reply = Members | string;

/** A gateway whose answers the test writes; it signs them with node:crypto alone, after docs/wire/v1 §2. */
export interface AnsweringServer {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  /** What every later call is answered with. */
  answer(reply: Reply | ((call: ReceivedCall) => Reply)): void;
  /** The last call. */
  last(): ReceivedCall;
  close(): Promise<void>;
}

export async function startAnsweringServer(): Promise<AnsweringServer> {
  const calls: ReceivedCall[] = [];
  let reply: Reply | ((call: ReceivedCall) => Reply) = { result: success };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { url: path = '', method = '', headers } = request;
      const call = { path, method, headers, text, members: JSON.parse(text) as Members };
      calls.push(call);
      const chosen = typeof reply === 'function' ? reply(call) : reply;
      const body = Buffer.from(typeof chosen === 'string' ? chosen : JSON.stringify(chosen));
      const time = '2026-11-01T12:00:01+08:00';
      const content = Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), body]);
      const signature = sign('sha256', content, alipayPrivateKey).toString('base64');
      response.writeHead(200, {
        'content-type': 'application/json; charset=UTF-8',
        'client-id': clientId,
        'response-time': time,
        tracerid: 'trace-1',
        signature: `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(signature)}`,
      });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (next) => {
      reply = next;
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

export const success = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };

/** A result with a given code. */
export function resultOf(resultCode: string, resultStatus: 'S' | 'F' | 'U') {
  return { resultCode, resultStatus, resultMessage: resultCode.toLowerCase() };
}
