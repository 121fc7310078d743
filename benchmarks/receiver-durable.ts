// How many notifications are acknowledged each second when each must be on the disk before?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskMs } from './harness/disk.ts';
import { startNotificationSender } from './harness/notification-sender.ts';
import {
  type NotificationServer,
  type ReceiverLog,
  startNotificationServer,
} from './harness/notification-server.ts';
import {
  percentileOf,
  printGoal,
  printLine,
  printNumber,
  printPace,
  printPaceRatio,
  printPercentiles,
  printQuestion,
} from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { type Served, servedPace } from './harness/served-pace.ts';
import { withTemporaryServer } from './harness/temporary-stores.ts';

const rounds = 4;
const count = 2_000;
// PGlite writes for one caller at a time, so it gets fewer.
const pgliteCount = 300;
const inFlight = 64;
const connectionsMax = 10;
const payments = (rounds + 1) * count;
const goals = { perSecond: 1_500, p99Ms: 100 };
const modes = ['handle-in-transaction', 'store-first'] as const;

printQuestion(
  `Durable: a receiver that acknowledges what is on the disk, ${inFlight} in flight, against a server that only reads, verifies and parses.`,
);
const sender = await startNotificationSender(payments);
const servers: NotificationServer[] = [];

/** Measures a server of its own; each round delivers what it has not seen. */
async function candidate(
  log: ReceiverLog | undefined,
  each: number,
): Promise<{ readonly server: NotificationServer; readonly measure: () => Promise<Served> }> {
  const server = await startNotificationServer({ kind: 'node:http', log, payments, key: sender.key });
  servers.push(server);
  let from = 0;
  const handled = log?.on !== 'memory' && log?.mode === 'store-first' ? 0 : each;
  const measure = async (): Promise<Served> => {
    const served = await servedPace({ sender, server }, { from, count: each, inFlight }, handled);
    from += each;
    return served;
  };
  return { server, measure };
}

const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-durable-'));
await withTemporaryServer({}, async (openDatabase) => {
  const { connectionString } = await openDatabase('durable');
  const onPostgres = (mode: (typeof modes)[number]) =>
    candidate({ on: 'postgres', connectionString, connectionsMax, mode }, count);
  const inTransaction = await onPostgres('handle-in-transaction');
  const storeFirst = await onPostgres('store-first');
  const pglite = await candidate({ on: 'pglite', folder, mode: 'handle-in-transaction' }, pgliteCount);
  const bare = await candidate(undefined, count);
  printPercentiles('a write that reaches the disk', diskMs(300), 'ms');
  const served = await measureInTurns(
    {
      bare: bare.measure,
      'handle-in-transaction': inTransaction.measure,
      'store-first': storeFirst.measure,
      pglite: pglite.measure,
    },
    rounds,
  );
  const paces = (name: keyof typeof served) => served[name].map(({ pace }) => pace);
  printPace('bare node:http', paces('bare'));
  for (const mode of modes) {
    const latenciesMs = served[mode].flatMap((round) => round.latenciesMs);
    printPace(`${mode} on PostgreSQL`, paces(mode));
    printLine('  goal', `≥ ${goals.perSecond}`, verdict(median(paces(mode)) >= goals.perSecond));
    printPercentiles('  until acknowledged', latenciesMs, 'ms');
    printGoal('  its 99th percentile, ms', percentileOf(latenciesMs, 0.99), goals.p99Ms);
    printPaceRatio(`  ${mode} / bare node:http`, [paces(mode), paces('bare')]);
  }
  const seconds = await storeFirst.server.processStored();
  const { handled } = await storeFirst.server.report();
  if (handled !== payments) throw new Error(`${handled} of ${payments} stored notifications were processed.`);
  printNumber('  processed afterwards', [payments / seconds], '/s');
  printPace('handle-in-transaction on PGlite', paces('pglite'));
  printPercentiles(
    '  until acknowledged',
    served.pglite.flatMap((round) => round.latenciesMs),
    'ms',
  );
}).finally(async () => {
  await Promise.all([sender.stop(), ...servers.map((server) => server.stop())]);
  rmSync(folder, { recursive: true, force: true });
});

function median(paces: readonly { readonly perSecond: number }[]): number {
  return percentileOf(
    paces.map(({ perSecond }) => perSecond),
    0.5,
  );
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'missed';
}
