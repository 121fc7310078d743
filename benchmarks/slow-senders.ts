// Do a thousand senders that trickle a byte each second delay the others, and how soon are they closed?
import { setTimeout as sleep } from 'node:timers/promises';
import { startNotificationSender } from './harness/notification-sender.ts';
import { startNotificationServer } from './harness/notification-server.ts';
import { percentileOf, printGoal, printLine, printPercentiles, printQuestion } from './harness/report.ts';
import { runSlowSockets } from './harness/slow-sockets.ts';

const sockets = 1_000;
const warmUp = 1_000;
const everyMs = 10;
const count = 1_200;
const inFlight = 16;
const mebibyte = 1_048_576;

printQuestion(
  `Slow senders: ${sockets} sockets that trickle a byte each second, half of them heads and half of them bodies, beside a delivery each ${everyMs} ms.`,
);
const sender = await startNotificationSender(warmUp + 2 * count);
const server = await startNotificationServer({
  kind: 'node:http',
  key: sender.key,
  payments: warmUp + 2 * count,
  log: { on: 'memory' },
});
try {
  const { port } = server;
  await sender.deliver({ port, from: 0, count: warmUp, inFlight });
  const alone = await sender.deliver({ port, from: warmUp, count, inFlight, everyMs });
  const { rss: rssBefore } = await server.report();
  const [slow, beside, rssDuring] = await Promise.all([
    runSlowSockets({ port, sockets, patienceMs: 60_000 }),
    sender.deliver({ port, from: warmUp + count, count, inFlight, everyMs }),
    sleep(5_000).then(async () => (await server.report()).rss),
  ]);
  printPercentiles('until a delivery is answered, nobody else', alone.latenciesMs, 'ms');
  printPercentiles('until a delivery is answered, beside slow ones', beside.latenciesMs, 'ms');
  printGoal('  its 99th percentile, ms', percentileOf(beside.latenciesMs, 0.99), 250);
  printLine(
    'deliveries that were not acknowledged',
    String(alone.refused + beside.refused),
    `of ${2 * count}`,
  );
  printPercentiles('until a slow head is closed', slow.headsClosedMs, 'ms');
  printPercentiles('until a slow body is closed', slow.bodiesClosedMs, 'ms');
  printGoal('  the longest of all, ms', Math.max(...slow.headsClosedMs, ...slow.bodiesClosedMs), 10_000);
  printLine('slow ones left open', String(slow.leftOpen), `of ${sockets}`);
  const growth = ((rssDuring - rssBefore) / mebibyte).toFixed(1);
  printLine('growth of the server’s resident memory', growth, `MiB, while ${sockets} slow sockets are open`);
  if (slow.leftOpen + alone.refused + beside.refused > 0) process.exitCode = 1;
} finally {
  await Promise.all([sender.stop(), server.stop()]);
}
