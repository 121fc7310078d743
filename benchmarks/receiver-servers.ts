// What does the receiver cost on each server, beside what nobody can leave out: reading, verifying and parsing?
import type { NotificationServerKind } from './harness/notification-mounts.ts';
import { startNotificationSender } from './harness/notification-sender.ts';
import { type NotificationServer, startNotificationServer } from './harness/notification-server.ts';
import type { Pace } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { servedPace } from './harness/served-pace.ts';

const rounds = 7;
const count = 2_000;
// One round does not make this code as fast as it becomes.
const warmUpRounds = 3;
const inFlight = 32;
const payments = (warmUpRounds + rounds + 1) * count;
// Of a bare node:http server.
const goals: Readonly<Record<NotificationServerKind, number | undefined>> = {
  'node:http': 0.85,
  'Koa 3': 0.7,
  'Express 5': 0.5,
  'Fastify 5': 0.7,
  Hono: undefined,
};
const kinds = Object.keys(goals) as NotificationServerKind[];

printQuestion(
  'Receiving: servers with the receiver and a log in memory, against servers that only read, verify and parse.',
);
const sender = await startNotificationSender(payments);
const servers: NotificationServer[] = [];

/** Measures a server of its own; each round delivers what it has not seen. */
async function candidate(kind: NotificationServerKind, isBare: boolean): Promise<() => Promise<Pace>> {
  const log = isBare ? undefined : ({ on: 'memory' } as const);
  const server = await startNotificationServer({ kind, log, payments, key: sender.key });
  servers.push(server);
  let from = 0;
  const measure = async (): Promise<Pace> => {
    const { pace } = await servedPace({ sender, server }, { from, count, inFlight });
    from += count;
    return pace;
  };
  for (let round = 0; round < warmUpRounds; round += 1) await measure();
  return measure;
}

try {
  const candidates: Record<string, () => Promise<Pace>> = {};
  for (const kind of kinds) {
    candidates[`${kind}, bare`] = await candidate(kind, true);
    candidates[kind] = await candidate(kind, false);
  }
  const paces = await measureInTurns(candidates, rounds);
  const of = (name: string): readonly Pace[] => paces[name] ?? [];
  const bare = of('node:http, bare');
  for (const kind of kinds) {
    printPace(`${kind}, bare`, of(`${kind}, bare`));
    printPace(`${kind}, receiver`, of(kind));
    printPaceRatio(`receiver on ${kind} / bare node:http`, [of(kind), bare], goals[kind]);
    if (kind !== 'node:http') {
      printPaceRatio(`receiver on ${kind} / bare ${kind}`, [of(kind), of(`${kind}, bare`)]);
    }
  }
} finally {
  await Promise.all([sender.stop(), ...servers.map((server) => server.stop())]);
}
