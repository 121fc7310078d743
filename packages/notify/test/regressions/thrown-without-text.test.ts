import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeHttpNotifications } from '@alipay-intl/notify/node-http';
import { expect, it, onTestFinished } from 'vitest';
import { collectWarnings, makeReceiver, paid, settled } from './support.ts';

it('node:http answers although what the handler threw has no text, and warns', async () => {
  const warnings = collectWarnings();
  const handler = (): never => {
    throw Object.create(null);
  };
  const server = createServer(nodeHttpNotifications(await makeReceiver({ handler })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let delivery = 0; delivery < 2; delivery++) {
    const { url, ...request } = await paid();
    expect((await fetch(origin + url, request)).status).toBe(500);
  }
  await settled();
  expect(warnings.map(({ name }) => name)).toEqual([
    'AlipayNotificationWarning',
    'AlipayNotificationWarning',
  ]);
});
