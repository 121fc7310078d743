import { transportDefaults } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { long } from '../../../../test/support/long-test.ts';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { answeringSigned, startHttp } from '../fixtures/local-servers.ts';
import { replyDefaults, signedHeaders } from '../fixtures/signed-reply.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a Keep-Alive header of the server does not keep a connection longer than keepAliveMs', async () => {
  const server = await startHttp((request, response) => {
    response.setHeader('connection', 'keep-alive');
    response.setHeader('keep-alive', 'timeout=60');
    answeringSigned()(request, response);
  });
  const gateway = await openLiveGateway({ baseUrl: server.url, transportOptions: { keepAliveMs: 600 } });
  await pay(gateway);
  await pay(gateway);
  expect(server.connections()).toBe(1);
  await pause(2_500);
  expect((await pay(gateway)).kind).toBe('answered');
  expect(server.connections()).toBe(2);
});

describe('headersTimeoutMs and bodyTimeoutMs follow the deadline of the call', () => {
  /** An answer whose headers and body are waited for by two calls, of which one has not the time. */
  async function expectNotCut(headersMs: number, bodyMs: number, deadlineMs: number): Promise<void> {
    const server = await startHttp(async (_request, response) => {
      await pause(headersMs);
      response.writeHead(200, signedHeaders()).write(replyDefaults.body.slice(0, 10));
      await pause(bodyMs);
      response.end(replyDefaults.body.slice(10));
    });
    // The deadline of the gateway is no limit to a call that has its own.
    const gateway = await openLiveGateway({ baseUrl: server.url, deadlineMs: 300 });
    const [slow, short] = await Promise.all([
      pay(gateway, { deadlineMs }),
      pay(gateway, { deadlineMs: 200 }),
    ]);
    expect(slow.kind).toBe('answered');
    expect(short).toMatchObject({ kind: 'lost', error: { code: 'ERR_TRANSPORT_TIMEOUT' } });
  }

  test('a long deadlineMs is not cut: an answer whose headers and body take 1.5 s each is read', () =>
    expectNotCut(1_500, 1_500, 20_000));

  long('a long deadlineMs is not cut: an answer whose headers and body take 16 s each is read', () =>
    expectNotCut(16_000, 16_500, 50_000),
  );

  test('unless they are set', async () => {
    expect([transportDefaults.headersTimeoutMs, transportDefaults.bodyTimeoutMs]).toEqual([
      undefined,
      undefined,
    ]);
    const server = await startHttp(() => undefined);
    const transportOptions = { headersTimeoutMs: 150 };
    const gateway = await openLiveGateway({ baseUrl: server.url, deadlineMs: 50_000, transportOptions });
    const startedAt = performance.now();
    const exchange = await pay(gateway);
    expect(exchange).toMatchObject({ kind: 'lost', error: { code: 'ERR_TRANSPORT_TIMEOUT' } });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
