// Started as a process of its own by `notification-sender.ts`: signs notifications, and delivers them when it is told to.
import { setTimeout as sleep } from 'node:timers/promises';
import { KeepAliveConnection } from './keep-alive-connection.ts';
import type { Deliveries, DeliveriesReport, SenderQuestion } from './notification-sender.ts';
import type { SignedKey } from './notification-server.ts';
import { signNotifications } from './signed-notifications.ts';

let requests: readonly Buffer[] = [];

process.on('message', async (question: SenderQuestion) => {
  process.send?.('sign' in question ? await sign(question.sign) : await deliver(question.deliver));
});
process.once('disconnect', () => process.exit());

async function sign(count: number): Promise<SignedKey> {
  const signed = await signNotifications(count);
  requests = signed.requests;
  return signed.key;
}

async function deliver({ port, from, count, inFlight, everyMs }: Deliveries): Promise<DeliveriesReport> {
  const connections = await Promise.all(
    Array.from({ length: inFlight }, () => KeepAliveConnection.open(port)),
  );
  const due = requests.slice(from, from + count);
  if (due.length !== count) throw new Error(`Only ${requests.length} notifications were signed.`);
  const latenciesMs: number[] = [];
  let next = 0;
  let refused = 0;
  const started = performance.now();
  const loop = async (connection: KeepAliveConnection): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const dueAt = everyMs === undefined ? performance.now() : started + index * everyMs;
      if (everyMs !== undefined) await sleep(Math.max(0, dueAt - performance.now()));
      const status = await connection.send(due[index] as Buffer);
      latenciesMs.push(performance.now() - dueAt);
      if (status !== 200) refused += 1;
    }
  };
  await Promise.all(connections.map(loop));
  const seconds = (performance.now() - started) / 1e3;
  for (const connection of connections) connection.close();
  return { seconds, latenciesMs, refused };
}
