import { ledgerFromJournal, type SqlValue, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../../test/support/made-folder.ts';
import { postgresServerOrNone } from '../../../../test/support/postgres-server.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());

/** One payment a minute, with a proof a second behind its beginning, and events that are moments of nothing. */
const payments = `
insert into alipay_intl.payments (scope, attempt_id, rail, fingerprint, version, state, needs_person, token, lease_session)
select 'm', 'a-' || n, 'barcode', 'f', 4, 'paid', false, 1, 's' from generate_series(1, $1::integer) n`;
const events = `
insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
select 'm', 'a-' || n, seq, ('{' || kind || ',"atMs":' || (60000 * n::bigint + 1000 * seq)
  || ',"format":1,"amount":{"currency":"USD","value":"1"},"answer":{"kind":"paid"}}')::json
from generate_series(1, $1::integer) n
cross join (values (1, '"type":"intent"'), (2, '"type":"sent"'), (3, '"type":"answered"'), (4, '"type":"ended"')) e (seq, kind)`;

/** What was read of each table, in rows, and by which indexes, when a window of a hundred minutes is asked for. */
async function readWindow(store: Store, minutes: number): Promise<void> {
  await store.query(payments, [minutes]);
  await store.query(events, [minutes]);
  const plans: string[] = [];
  const explaining: Store = {
    ...store,
    query: async (text, values: readonly SqlValue[]) => {
      const plan = await store.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, costs off, timing off) ${text}`,
        values,
      );
      plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
      return await store.query(text, values);
    },
  };
  const window = { fromMs: 60_000 * (minutes / 2), toMs: 60_000 * (minutes / 2 + 100) };
  let records = 0;
  for await (const { occurredAtMs } of ledgerFromJournal(explaining, { scope: 'm' }).read(window)) {
    expect(occurredAtMs).toBeGreaterThanOrEqual(window.fromMs);
    records += 1;
  }
  expect(records).toBe(100);
  for (const plan of plans) {
    expect(plan).toContain('payment_events_moment');
    expect(plan).not.toContain('Seq Scan');
    const read = [...plan.matchAll(/(?:actual rows=|Rows Removed by Filter: )(\d+)/g)].map(([, rows]) =>
      Number(rows),
    );
    expect(Math.max(...read), plan).toBeLessThanOrEqual(1_000);
  }
}

const onServer = async (name: string): Promise<Store> => {
  const store = await openPostgresStore({
    connectionString: (await server?.createDatabase(name)) ?? '',
    timeoutMs: 60_000,
  });
  onTestFinished(() => store.close());
  return store;
};

test.skipIf(server === undefined)(
  'a day of a long journal is found through the index, on a server',
  async () => {
    await readWindow(await onServer('moments'), 20_000);
  },
  180_000,
);

test('and on PGlite, which collects no statistics', async () => {
  const store = await openPgliteStore({ folder: await madeFolder() });
  onTestFinished(() => store.close());
  await readWindow(store, 5_000);
}, 180_000);
