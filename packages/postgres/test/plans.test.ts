import { createPostgresJournal, type SqlValue, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { ending, openPayment } from './support/payments.ts';

const server = await postgresServerOrNone({ fsync: 'off' });
afterAll(() => server?.remove());

/** What EXPLAIN tells of a step of a plan, as far as it is read here. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Half of them finished, half of them waiting for long; a few are due. */
const manyPayments = `
insert into alipay_intl.payments (
  scope, attempt_id, rail, fingerprint, order_key, version, state, needs_person, due_at, token, lease_session
)
select 'm', 'attempt-' || lpad(n::text, 7, '0'), 'barcode', 'f', case when n % 2 = 0 then 'o' || n end, 1,
  case when n % 2 = 0 then 'paid' else 'open' end, n % 1000 = 1,
  case when n % 2 = 0 then null when n % 1000 = 1 then 1000 + n else 4000000000000 + n end, 1, 's'
from generate_series(1, $1::integer) n`;
const theirEvents = `
insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
select scope, attempt_id, 1, '{"type":"cancel-asked","atMs":1}' from alipay_intl.payments`;

async function fill(store: Store, payments: number): Promise<void> {
  await store.query(manyPayments, [payments]);
  await store.query(theirEvents, []);
}

/** Every step of the plans of the statements that pass through. */
function explaining(store: Store): { readonly store: Store; readonly steps: PlanNode[] } {
  const steps: PlanNode[] = [];
  const explain = async (text: string, values: readonly SqlValue[]): Promise<void> => {
    const undo = new Error('undo');
    const explained = store.transaction(async (session) => {
      const [row] = await session.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
        `explain (analyze, format json) ${text}`,
        values,
      );
      if (row !== undefined) steps.push(...flatten(row['QUERY PLAN'][0].Plan));
      throw undo;
    });
    await explained.catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  };
  const query: Store['query'] = async (text, values) => {
    await explain(text, values);
    return await store.query(text, values);
  };
  return { store: { ...store, query }, steps };
}

function flatten(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

async function useEverything(store: Store, attemptId: string): Promise<void> {
  const journal = createPostgresJournal(store, { scope: 'm' });
  const lease = { worker: `till of ${attemptId}`, session: 'session-2', leaseMs: 60_000 };
  const opened = await openPayment(journal, attemptId);
  const reopening = { ...sameOrder, orderKey: `order of ${attemptId}`, attemptId: `${attemptId}er` };
  expect((await journal.open(reopening)).kind).toBe('order-taken');
  await journal.extend(opened, { leaseMs: 60_000, afterVersion: 0 });
  await journal.append(ending(opened));
  expect((await journal.append(ending(opened))).kind).toBe('behind');
  expect((await journal.take(attemptId, lease)).kind).toBe('taken');
  expect((await journal.load(attemptId))?.version).toBe(3);
  const due = { ...lease, rail: 'barcode', limit: 10 };
  expect(await journal.takeDue(due)).toHaveLength(10);
  expect(await journal.takeDue({ ...due, session: 'session-3' })).toHaveLength(10);
  for (const only of ['needs-person', 'paid', 'open', 'reversed'] as const) {
    await journal.list({ only, limit: 10, afterAttemptId: 'attempt-0000500' });
  }
}

const sameOrder = {
  rail: 'barcode',
  fingerprint: 'fingerprint',
  events: [],
  lease: { session: 'session-1', leaseMs: 60_000 },
};

async function expectIndexesOnly(store: Store, attemptId = 'new'): Promise<void> {
  const explained = explaining(store);
  await useEverything(explained.store, attemptId);
  const onTables = explained.steps.filter((step) => step['Relation Name']?.startsWith('payment'));
  expect(onTables.length).toBeGreaterThan(10);
  const scans = explained.steps.filter((step) => step['Node Type'].endsWith('Scan'));
  expect(scans.filter((step) => step['Node Type'] === 'Seq Scan')).toEqual([]);
  for (const step of scans) {
    // An index that is read from end to end would be no better.
    expect(step['Actual Rows'] ?? 0, JSON.stringify(step)).toBeLessThanOrEqual(20);
    expect(step['Rows Removed by Filter'] ?? 0, JSON.stringify(step)).toBeLessThanOrEqual(20);
  }
  const used = new Set(explained.steps.flatMap((step) => step['Index Name'] ?? []));
  for (const name of ['pkey', 'order', 'due', 'worker', 'state', 'needs_person']) {
    expect(used).toContain(`payments_${name}`);
  }
}

describe('with many payments, no statement reads a table or an index from end to end', () => {
  test.skipIf(server === undefined)(
    'on a server, without statistics, and with them',
    async () => {
      const connectionString = (await server?.createDatabase('plans')) ?? '';
      const store = await openPostgresStore({ connectionString, timeoutMs: 60_000 });
      onTestFinished(() => store.close());
      await store.query('alter table alipay_intl.payments set (autovacuum_enabled = off)', []);
      await fill(store, 100_000);
      await expectIndexesOnly(store);
      await store.query('analyze', []);
      await expectIndexesOnly(store, 'newest');
    },
    180_000,
  );

  test('on PGlite, which collects no statistics', async () => {
    const store = await openPgliteStore({ folder: await madeFolder() });
    onTestFinished(() => store.close());
    await fill(store, 10_000);
    await expectIndexesOnly(store);
  }, 180_000);
});
