import { expect, test } from 'vitest';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { answeringSigned, startHttp } from '../fixtures/local-servers.ts';

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
