import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { startTcp } from '../fixtures/local-servers.ts';
import { openStubGateway } from '../fixtures/stub-gateway.ts';

const printed = (value: unknown): string =>
  `${inspect(value, { depth: 20, showHidden: true })}${JSON.stringify(value)}`;
const canary = 'canary-0815';
const canaryHex = Buffer.from(canary).toString('hex');
const canaryDumped = canaryHex.replaceAll(/../g, '$& ').trim();

test.each([
  ['no HTTP at all', `${canary} is no HTTP\r\n\r\n`],
  ['a broken header', `HTTP/1.1 200 OK\r\n${canary}\u0000: x\r\n\r\n`],
  ['a broken chunk', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${canary}\r\n`],
  ['two lengths', `HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n${canary}`],
])('the cause of a malformed HTTP answer holds none of its bytes: %s', async (_name, answer) => {
  const server = await startTcp((socket) => socket.once('data', () => socket.end(answer)));
  const exchange = await pay(await openLiveGateway({ baseUrl: server.url }));
  if (exchange.kind !== 'lost') throw new Error(exchange.kind);
  const cause = exchange.error.cause as Error;
  expect(cause.name).toMatch(/^HTTPParserError$|^ResponseContentLengthMismatchError$/);
  expect(cause.message).not.toBe('');
  expect(Object.keys(cause).filter((name) => name !== 'code')).toEqual([]);
  for (const trace of [canary, canaryHex, canaryDumped]) expect(printed(exchange)).not.toContain(trace);
});

test('of what a transport throws, only name, code and message are kept', async () => {
  const nested = new Error(canary);
  const fault = Object.assign(new RangeError('bug', { cause: nested }), { code: 'E_BUG', data: canary });
  for (const thrown of [fault, canary, { data: canary }]) {
    const { gateway } = await openStubGateway(() => Promise.reject(thrown));
    const exchange = await gateway.exchange({ path: '/x', body: {} });
    if (exchange.kind !== 'lost') throw new Error(exchange.kind);
    expect(printed(exchange)).not.toContain(canary);
    if (thrown !== fault) continue;
    const { name, message, code } = exchange.error.cause as Error & { code: string };
    expect([name, message, code]).toEqual(['RangeError', 'bug', 'E_BUG']);
    expect(Object.keys(exchange.error.cause as Error)).toEqual(['code']);
  }
});
