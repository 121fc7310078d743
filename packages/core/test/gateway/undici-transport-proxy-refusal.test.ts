import { expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { startConnectProxy } from '../fixtures/connect-proxy.ts';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { startTcp, unusedPort } from '../fixtures/local-servers.ts';

const baseUrl = 'https://gateway.test';

test.each([
  [403, 'The proxy refused the way to the gateway: it answered CONNECT with HTTP status 403.'],
  [407, 'The proxy wants credentials: it answered CONNECT with HTTP status 407.'],
  [502, 'The proxy refused the way to the gateway: it answered CONNECT with HTTP status 502.'],
])('a proxy that answers %i to CONNECT is named with its status', async (status, words) => {
  const { port } = await startConnectProxy(await unusedPort(), status);
  const proxy = `http://user:canary-password@127.0.0.1:${port}`;
  const gateway = await openLiveGateway({ baseUrl, transportOptions: { proxy } });
  const error = await caughtError(() => pay(gateway));
  expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
  expect(error.message).toContain(words);
  expect(error.message).toContain('Nothing was sent');
  expect(JSON.stringify(error)).not.toContain('canary');
});

test('a proxy that never answers CONNECT is given up after connectTimeoutMs', async () => {
  const silent = await startTcp(() => undefined);
  const transportOptions = { proxy: silent.url, connectTimeoutMs: 300 };
  const gateway = await openLiveGateway({ baseUrl, deadlineMs: 50_000, transportOptions });
  const startedAt = performance.now();
  const error = await caughtError(() => pay(gateway));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
  expect(error.message).toContain('The proxy did not answer CONNECT in time');
});
