import { createPostgresNotificationLog, type Store, type StoreSession } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { postgresServerOrNone } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { claimed, leaseMs, notified, toProcess } from './notification-scene.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());

/** What EXPLAIN tells of a step of a plan, as far as it is read here. */
interface PlanStep {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanStep[];
}

/** Nearly all of them done; a few dead, waiting and due. */
const manyNotifications = `
insert into alipay_intl.notifications (scope, key, family, type, received_at, standing, token, due_at, message)
select 'm', 'key-' || lpad(n::text, 7, '0'), 'v1', 'PAYMENT_RESULT', n,
  case n % 1000 when 1 then 'waiting' when 2 then 'dead' when 3 then 'claimed' else 'done' end, 1,
  case n % 1000 when 1 then 1000 + n when 3 then 1000 + n end,
  case when n % 1000 in (1, 2, 3) then '{}' end
from generate_series(1, $1::integer) n`;

function stepsOf(step: PlanStep): readonly PlanStep[] {
  return [step, ...(step.Plans ?? []).flatMap(stepsOf)];
}

/** A store that explains each statement before it runs it. */
function explaining(store: Store): { readonly store: Store; readonly steps: PlanStep[] } {
  const steps: PlanStep[] = [];
  const explainingIn = (session: StoreSession): StoreSession => ({
    query: async (text, values) => {
      await session.query('savepoint explained', []);
      const [row] = await session.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanStep }] }>(
        `explain (analyze, format json) ${text}`,
        values,
      );
      if (row !== undefined) steps.push(...stepsOf(row['QUERY PLAN'][0].Plan));
      await session.query('rollback to savepoint explained', []);
      return await session.query(text, values);
    },
  });
  const transaction: Store['transaction'] = (work) =>
    store.transaction((session) => work(explainingIn(session)));
  const query: Store['query'] = (text, values) => transaction((session) => session.query(text, values));
  return { store: { ...store, query, transaction }, steps };
}

async function useEverything(store: Store): Promise<void> {
  const log = createPostgresNotificationLog(store, { scope: 'm' });
  await log.complete(await claimed(log, notified('new')));
  expect(await log.claim(notified('key-0000010'), { leaseMs })).toEqual({ kind: 'done' });
  const failing = await claimed(log, notified('failing'));
  expect(await log.extend(failing, { leaseMs })).toBe('extended');
  await log.fail(failing, { reason: 'E', retryInMs: 0 });
  expect(await log.handleInTransaction(notified('whole'), async () => undefined)).toBe('handled');
  expect(await log.handleInTransaction(notified('key-0000010'), async () => undefined)).toBe('done');
  expect(await log.store(toProcess('key-0000010'))).toBe('known');
  expect(await log.store(toProcess('stored'))).toBe('stored');
  expect(await log.takeStored({ leaseMs, limit: 10 })).toHaveLength(10);
  expect(await log.revive('key-0001002')).toBe(true);
  for (const only of ['done', 'dead', 'waiting', 'claimed'] as const) {
    await log.list({ only, limit: 10, afterKey: 'key-0000500' });
  }
}

async function expectIndexesOnly(plain: Store, notifications: number): Promise<void> {
  await plain.query(manyNotifications, [notifications]);
  const { store, steps } = explaining(plain);
  await useEverything(store);
  const scans = steps.filter((step) => step['Node Type'].endsWith('Scan'));
  expect(scans.filter((step) => step['Node Type'] === 'Seq Scan')).toEqual([]);
  for (const step of scans) {
    // An index that is read from end to end would be no better.
    expect(step['Actual Rows'] ?? 0, JSON.stringify(step)).toBeLessThanOrEqual(20);
    expect(step['Rows Removed by Filter'] ?? 0, JSON.stringify(step)).toBeLessThanOrEqual(20);
  }
  const used = new Set(steps.flatMap((step) => step['Index Name'] ?? []));
  for (const name of ['pkey', 'due', 'open']) expect(used).toContain(`notifications_${name}`);
}

/** Bytes of an index. */
async function sizeOf(store: Store, index: string): Promise<number> {
  const [row] = await store.query<{ bytes: number }>(
    'select pg_relation_size($1::text::regclass)::float8 as bytes',
    [`alipay_intl.notifications_${index}`],
  );
  return row?.bytes ?? Number.NaN;
}

async function openDatabase(name: string): Promise<Store> {
  const connectionString = (await server?.createDatabase(name)) ?? '';
  const store = await openPostgresStore({ connectionString, timeoutMs: 60_000 });
  onTestFinished(() => store.close());
  return store;
}

describe('with many notifications, no statement reads a table or an index from end to end', () => {
  test.skipIf(server === undefined)(
    'on a server, with and without statistics',
    async () => {
      const store = await openDatabase('plans');
      await store.query('alter table alipay_intl.notifications set (autovacuum_enabled = off)', []);
      await expectIndexesOnly(store, 100_000);
      const analyzed = await openDatabase('plans_analyzed');
      await analyzed.query(manyNotifications, [100_000]);
      await analyzed.query('analyze', []);
      await analyzed.query('delete from alipay_intl.notifications', []);
      await expectIndexesOnly(analyzed, 100_000);
      // What is done is in neither of them.
      expect(await sizeOf(store, 'pkey')).toBeGreaterThan(2_500_000);
      for (const index of ['due', 'open']) expect(await sizeOf(store, index)).toBeLessThan(100_000);
    },
    180_000,
  );

  test('on PGlite, which collects no statistics', async () => {
    const store = await openPgliteStore({ folder: temporaryFolder() });
    onTestFinished(() => store.close());
    await expectIndexesOnly(store, 10_000);
  }, 180_000);
});
