// Started as a process of its own by `notification-server.ts`: takes notifications, and says what it spent on them.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NotificationReceiver } from '@alipay-intl/notify';
import { bareMounts } from './bare-mounts.ts';
import { createBareVerification } from './bare-verification.ts';
import { openMeasuredReceiver } from './measured-receiver.ts';
import { receiverMounts } from './notification-mounts.ts';
import type { NotificationServerOrder, ServingReport } from './notification-server.ts';

let handled = 0;
let usedBefore = process.cpuUsage();
let receiver: NotificationReceiver | undefined;

process.on('message', async (question: NotificationServerOrder | 'report' | 'process') => {
  if (question === 'report') process.send?.(report());
  else if (question === 'process') process.send?.(await processStored());
  else process.send?.(await start(question));
});
process.once('disconnect', () => process.exit());

async function start(order: NotificationServerOrder): Promise<number> {
  const server = await serverOf(order);
  server.keepAliveTimeout = 60_000;
  // Room for a thousand connections that come at once.
  server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function serverOf({ kind, log, key, payments }: NotificationServerOrder) {
  const count = (): void => {
    handled += 1;
  };
  if (log === undefined) {
    const verify = createBareVerification(key.publicPem);
    return await bareMounts[kind]((headers, body) => {
      count();
      return verify(headers, body);
    });
  }
  receiver = await openMeasuredReceiver({ log, key, payments, count });
  return await receiverMounts[kind](receiver);
}

function report(): ServingReport {
  const { user, system } = process.cpuUsage(usedBefore);
  const reported = { handled, processorMs: (user + system) / 1e3, rss: process.memoryUsage.rss() };
  handled = 0;
  usedBefore = process.cpuUsage();
  return reported;
}

async function processStored(): Promise<number> {
  const started = performance.now();
  await receiver?.process();
  return (performance.now() - started) / 1e3;
}
