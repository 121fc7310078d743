import type { Socket } from 'node:net';
import { TransportError } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { answeringSigned, startHttp, startTcp, unusedPort } from '../fixtures/local-servers.ts';
import { replyDefaults, signedHeaders } from '../fixtures/signed-reply.ts';

const head = (length: number): string => {
  const headers = Object.entries(signedHeaders()).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 200 OK\r\n${headers.join('')}Content-Length: ${length}\r\n\r\n`;
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function neverSent(run: () => Promise<unknown>, code: string): Promise<TransportError> {
  const error = await caughtError(run);
  if (!(error instanceof TransportError)) throw error;
  expect([error.code, error.bytesMayHaveLeft]).toEqual([code, false]);
  expect(error.message).toContain('Nothing was sent, so this call moved no money');
  return error;
}

describe('before a byte left, the fault is thrown', () => {
  test('connection refused', async () => {
    const gateway = await openLiveGateway({ baseUrl: `http://127.0.0.1:${await unusedPort()}` });
    const error = await neverSent(() => pay(gateway), 'ERR_TRANSPORT_CONNECT');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
  test('a name that does not exist', async () => {
    const gateway = await openLiveGateway({
      baseUrl: 'https://does-not-exist.invalid',
      transportOptions: { proxy: 'none' },
    });
    await neverSent(() => pay(gateway), 'ERR_TRANSPORT_CONNECT');
  });
  test('TLS that is never answered, within connectTimeoutMs', async () => {
    const server = await startTcp(() => undefined);
    const baseUrl = server.url.replace('http:', 'https:');
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { connectTimeoutMs: 300 } });
    const startedAt = performance.now();
    await neverSent(() => pay(gateway), 'ERR_TRANSPORT_CONNECT');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
  test('a connection that is closed during TLS', async () => {
    const server = await startTcp((socket) => socket.once('data', () => socket.destroy()));
    const gateway = await openLiveGateway({ baseUrl: server.url.replace('http:', 'https:') });
    await neverSent(() => pay(gateway), 'ERR_TRANSPORT_CONNECT');
  });
  test('the deadline while connecting', async () => {
    const server = await startTcp(() => undefined);
    const gateway = await openLiveGateway({
      baseUrl: server.url.replace('http:', 'https:'),
      deadlineMs: 100,
    });
    await neverSent(() => pay(gateway), 'ERR_TRANSPORT_TIMEOUT');
  });
  test('aborted before the call', async () => {
    const server = await startHttp(answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const reason = new Error('shop closed');
    const error = await neverSent(
      () => pay(gateway, { signal: AbortSignal.abort(reason) }),
      'ERR_TRANSPORT_ABORTED',
    );
    expect(error.cause).toBe(reason);
    expect(server.connections()).toBe(0);
  });
  test('aborted while connecting', async () => {
    const server = await startTcp(() => undefined);
    const gateway = await openLiveGateway({ baseUrl: server.url.replace('http:', 'https:') });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 80);
    await neverSent(() => pay(gateway, { signal: controller.signal }), 'ERR_TRANSPORT_ABORTED');
  });
  test.each(['deadline', 'abort'])(
    'waiting for a free connection (%s): it is not sent later either',
    async (how) => {
      let arrived = 0;
      const server = await startHttp((request, response) => {
        arrived += 1;
        setTimeout(() => answeringSigned()(request, response), 300);
      });
      const gateway = await openLiveGateway({ baseUrl: server.url, transportOptions: { connectionsMax: 1 } });
      const first = pay(gateway);
      await pause(50);
      const changes = how === 'deadline' ? { deadlineMs: 60 } : { signal: AbortSignal.timeout(60) };
      const code = how === 'deadline' ? 'ERR_TRANSPORT_TIMEOUT' : 'ERR_TRANSPORT_ABORTED';
      await neverSent(() => pay(gateway, changes), code);
      expect((await first).kind).toBe('answered');
      await pause(100);
      expect(arrived).toBe(1);
      expect((await pay(gateway)).kind).toBe('answered');
    },
  );
});

describe('after bytes may have left, the exchange is lost', () => {
  const cases: readonly (readonly [string, string, object, object, (socket: Socket) => void])[] = [
    [
      'destroyed before reading',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) => void setTimeout(() => socket.destroy(), 30),
    ],
    [
      'reset after reading',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
    ],
    [
      'ended after reading',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) => socket.once('data', () => socket.end()),
    ],
    [
      'destroyed after the headers',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) => socket.once('data', () => socket.write(head(100), () => socket.destroy())),
    ],
    [
      'ended in the middle of the body',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) =>
        socket.once('data', () =>
          socket.end(`${head(replyDefaults.body.length)}${replyDefaults.body.slice(0, 30)}`),
        ),
    ],
    [
      'a chunked body without its end',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) =>
        socket.once('data', () =>
          socket.end(`${head(0).replace(/Content-Length: 0/, 'Transfer-Encoding: chunked')}5\r\n{"a":\r\n`),
        ),
    ],
    [
      'an answer that is no HTTP',
      'ERR_TRANSPORT_LOST',
      {},
      {},
      (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n')),
    ],
    ['headers that never come', 'ERR_TRANSPORT_TIMEOUT', { headersTimeoutMs: 200 }, {}, () => undefined],
    [
      'a body that stalls',
      'ERR_TRANSPORT_TIMEOUT',
      { bodyTimeoutMs: 200 },
      {},
      (socket) => socket.once('data', () => socket.write(`${head(100)}{"a`)),
    ],
    ['the deadline, waiting for headers', 'ERR_TRANSPORT_TIMEOUT', {}, { deadlineMs: 200 }, () => undefined],
    [
      'the deadline, in the middle of the body',
      'ERR_TRANSPORT_TIMEOUT',
      {},
      { deadlineMs: 200 },
      (socket) => socket.once('data', () => socket.write(`${head(100)}{"a`)),
    ],
    [
      'the deadline, over a body that trickles for ever',
      'ERR_TRANSPORT_TIMEOUT',
      { bodyTimeoutMs: 150 },
      { deadlineMs: 400 },
      (socket) =>
        socket.once('data', () => {
          socket.write(head(10_000));
          const drip = setInterval(() => socket.write(' '), 40);
          socket.once('close', () => clearInterval(drip));
        }),
    ],
  ];
  test.each(cases)('%s: %s', async (_name, code, transportOptions, request, onConnection) => {
    const server = await startTcp(onConnection);
    const gateway = await openLiveGateway({ baseUrl: server.url, transportOptions });
    const startedAt = performance.now();
    const exchange = await pay(gateway, request);
    expect(exchange.kind).toBe('lost');
    expect(exchange).toMatchObject({ error: { code, bytesMayHaveLeft: true }, httpStatus: undefined });
    expect(exchange.kind === 'lost' && exchange.error.message).toContain('the state of the money is unknown');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    // Nothing was tried a second time.
    expect(server.connections()).toBe(1);
  });

  test.each(['while waiting for headers', 'in the middle of the body'])('aborted %s', async (when) => {
    const reason = new Error('shop closed');
    const controller = new AbortController();
    const server = await startTcp((socket) => {
      socket.once('data', () => {
        if (when !== 'while waiting for headers') socket.write(`${head(100)}{"a`);
        setTimeout(() => controller.abort(reason), 50);
      });
    });
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const exchange = await pay(gateway, { signal: controller.signal });
    expect(exchange).toMatchObject({
      kind: 'lost',
      error: { code: 'ERR_TRANSPORT_ABORTED', bytesMayHaveLeft: true },
    });
    expect(exchange.kind === 'lost' && exchange.error.cause).toBe(reason);
  });
  test('aborting after the answer changes nothing and leaves no listener', async () => {
    const server = await startHttp(answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = ((...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    }) as typeof add;
    signal.removeEventListener = ((...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    }) as typeof remove;
    expect((await pay(gateway, { signal })).kind).toBe('answered');
    expect(listeners).toBe(0);
    controller.abort();
    expect((await pay(gateway)).kind).toBe('answered');
  });
  test('a kept connection that dies under a call loses that call and is not used again', async () => {
    let requests = 0;
    const server = await startHttp((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else answeringSigned()(request, response);
    });
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const kinds = [];
    for (let call = 0; call < 3; call += 1) kinds.push((await pay(gateway)).kind);
    expect(kinds).toEqual(['answered', 'lost', 'answered']);
    expect([requests, server.connections()]).toEqual([3, 2]);
  });
});
