import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { nodeHttpNotifications, slowSenderLimits } from '@alipay-intl/notify/node-http';
import { afterAll, expect, test } from 'vitest';
import { clientId, notifyPath, paidBody, ringOf, seal } from '../support/sender.ts';
import { type SlowPart, trickle } from './trickle.ts';

const senders = 200;
const patienceMs = 40_000;

const handled: string[] = [];
const receiver = createNotificationReceiver({
  verifiers: {
    v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await ringOf('1') }),
  },
  lookup: () => ({ amount: { currency: 'USD', value: '599' } }),
  log: createMemoryNotificationLog(),
  handler: ({ delivery }) => void handled.push(delivery.key),
});
const server = createServer(slowSenderLimits, nodeHttpNotifications(receiver)).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function deliver(index: number): Promise<number> {
  const { method, headers, body } = seal(paidBody(`pay_${index}`));
  const url = `http://127.0.0.1:${port}${notifyPath}`;
  const response = await fetch(url, {
    method,
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}

test(`${senders} senders that trickle heads and bodies are closed, while whole notifications are acknowledged`, async () => {
  const parts = Array.from({ length: senders }, (_, index): SlowPart => (index % 2 === 0 ? 'head' : 'body'));
  const slow = Promise.all(parts.map((part) => trickle(port, part, patienceMs)));
  const statuses: number[] = [];
  let areOpen = true;
  slow.then(() => {
    areOpen = false;
  });
  for (let index = 0; areOpen; index += 1) {
    statuses.push(await deliver(index));
    await sleep(50);
  }
  const ends = await slow;
  expect(ends.filter(({ closedAfterMs }) => closedAfterMs === undefined)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(handled.length).toBe(statuses.length);
  expect(server.listening).toBe(true);
}, 60_000);
