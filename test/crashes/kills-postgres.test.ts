import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, postgresServerOrNone } from '../support/postgres-server.ts';
import { judgeKills } from './support/judge-kills.ts';
import { runKills } from './support/kill-run.ts';
import { summariseKills } from './support/summarise-kills.ts';

// A shop with a PostgreSQL server is killed by SIGKILL, again and again, while it takes payments and gives money back; then
// the server is ended without a last write under living shops.

let server: PostgresServer | undefined;
beforeAll(async () => {
  server = await postgresServerOrNone();
});
afterAll(() => server?.remove());

it('loses nothing where a process is killed', async ({ skip }) => {
  if (server === undefined) return skip();
  const connectionString = await server.createDatabase('kills');
  const store = { kind: 'postgres', connectionString } as const;
  const run = await runKills({ family: 'v1', store, kills: 3, seed: 1 });
  const wrong = judgeKills(run);
  console.log(summariseKills(run, wrong.length));
  expect(wrong).toEqual([]);
  expect(run.kills).toBe(3);
  expect(run.journal.size).toBeGreaterThan(10);
  expect([...run.failures]).toEqual([]);
}, 600_000);

it('loses nothing where the server ends in the middle of payments', async ({ skip }) => {
  if (server === undefined) return skip();
  const running = server;
  const connectionString = await server.createDatabase('ends');
  let ends = 0;
  const disturb = async (): Promise<void> => {
    await running.kill();
    ends += 1;
    await new Promise((resolve) => setTimeout(resolve, ends * 700));
    await running.start();
  };
  const store = { kind: 'postgres', connectionString } as const;
  const run = await runKills({ family: 'v1', store, kills: 1, seed: 2, disturb });
  const wrong = judgeKills(run);
  console.log(summariseKills(run, wrong.length));
  expect(wrong).toEqual([]);
  expect(ends).toBeGreaterThan(0);
  expect(new Set(run.failures.keys())).toEqual(new Set(['ERR_STORE_UNAVAILABLE']));
}, 600_000);
