import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createPostgresJournal } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { Pool } from 'pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { ending, openPayment } from './support/payments.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());
const unavailable = { code: 'ERR_STORE_UNAVAILABLE' };

async function timed(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

describe.skipIf(server === undefined)('a server that goes away', () => {
  test.each(['stop', 'kill'] as const)(
    '%s: calls fail soon with a typed error, and work again later',
    async (way) => {
      if (server === undefined) return;
      const { connectionString } = server;
      const store = await openPostgresStore({ connectionString, timeoutMs: 1_000 });
      onTestFinished(() => store.close());
      const journal = createPostgresJournal(store, { scope: way });
      const lease = await openPayment(journal, 'a');
      await server[way]();
      for (const call of [
        () => journal.load('a'),
        () => journal.append(ending(lease)),
        () => openPayment(journal, 'b'),
      ]) {
        const took = await timed(expect(call()).rejects.toMatchObject(unavailable));
        expect(took).toBeLessThan(4_000);
      }
      await server.start();
      expect(await journal.load('a')).toMatchObject({ version: 1 });
      expect(await journal.append(ending(lease))).toEqual({ kind: 'appended' });
      await openPayment(journal, 'b');
    },
  );

  test('what was confirmed is there after a crash of the server', async () => {
    if (server === undefined) return;
    const { connectionString } = server;
    const store = await openPostgresStore({ connectionString });
    onTestFinished(() => store.close());
    const journal = createPostgresJournal(store, { scope: 'crash' });
    const confirmed: string[] = [];
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let index = 0; ; index++) {
        await openPayment(journal, `${lane}-${index}`);
        confirmed.push(`${lane}-${index}`);
      }
    });
    const outcomes = Promise.allSettled(lanes);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await server.kill();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: unavailable });
    await server.start();
    expect(confirmed.length).toBeGreaterThan(8);
    for (const id of confirmed) expect(await journal.load(id)).toMatchObject({ version: 1 });
  });

  test('a connection that is cut ends neither the process nor the store', async () => {
    if (server === undefined) return;
    const { connectionString } = server;
    const store = await openPostgresStore({ connectionString });
    onTestFinished(() => store.close());
    const cutOthers = `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and application_name = 'alipay-intl'`;
    const helper = await openPostgresStore({ connectionString });
    onTestFinished(() => helper.close());
    // Idle, in a statement, and between the statements of a transaction.
    await store.query('select 1', []);
    await helper.query(cutOthers, []);
    const sleeping = expect(store.query('select pg_sleep(4)', [])).rejects.toMatchObject(unavailable);
    const pausing = expect(
      store.transaction(async (session) => {
        await session.query('select 1', []);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await session.query('select 1', []);
      }),
    ).rejects.toMatchObject(unavailable);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await helper.query(cutOthers, []);
    await Promise.all([sleeping, pausing]);
    expect(await store.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  test('a statement that waits too long is given up, also by the server', async () => {
    if (server === undefined) return;
    const { connectionString } = server;
    const store = await openPostgresStore({ connectionString, timeoutMs: 300 });
    onTestFinished(() => store.close());
    const patient = await openPostgresStore({ connectionString });
    onTestFinished(() => patient.close());
    const journal = createPostgresJournal(store, { scope: 'locked' });
    const lease = await openPayment(journal, 'a');
    await patient.transaction(async (session) => {
      await session.query(`select 1 from alipay_intl.payments where scope = 'locked' for update`, []);
      const took = await timed(expect(journal.append(ending(lease))).rejects.toMatchObject(unavailable));
      expect(took).toBeLessThan(2_000);
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await journal.load('a')).toMatchObject({ version: 1 });
  });

  test('a pool of the caller is used, bounded in time, and left open', async () => {
    if (server === undefined) return;
    const pool = new Pool({ connectionString: server.connectionString, max: 1 });
    onTestFinished(() => pool.end());
    const store = await openPostgresStore({ pool, timeoutMs: 500 });
    await openPayment(createPostgresJournal(store, { scope: 'own-pool' }), 'a');
    const client = await pool.connect();
    const took = await timed(expect(store.query('select 1', [])).rejects.toMatchObject(unavailable));
    expect(took).toBeLessThan(2_000);
    client.release();
    expect(await store.query('select 1 as one', [])).toEqual([{ one: 1 }]);
    await store.close();
    await store.close();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

test('a host that takes connections and never answers is given up', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const connectionString = `postgres://alipay:geheim-wort@127.0.0.1:${port}/alipay`;
  const took = await timed(
    expect(openPostgresStore({ connectionString, timeoutMs: 500 })).rejects.toMatchObject(unavailable),
  );
  expect(took).toBeLessThan(3_000);
});
