import { createPostgresDayBook, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import type { Break } from '@alipay-intl/reconciliation/match';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { madeBreak, madeResult, madeRun, merchant } from '../../../test/day-book/made-runs.ts';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());

const day = '2026-11-16';
// A hundred thousand take more than a minute: MANY_BREAKS=100000.
const most = Number(process.env['MANY_BREAKS'] ?? 10_000);

function manyBreaks(count: number, atStake: bigint): readonly Break[] {
  return Array.from({ length: count }, (_, index) =>
    madeBreak(((index * 7_919) % count).toString(16).padStart(20, '0'), {
      atStake,
      facts: { told: 'x'.repeat(500) },
    }),
  );
}

/** A day with many breaks, all of which are others in its second run, and gone in the third; closed by another day. */
async function commitMany(store: Store, count: number): Promise<void> {
  const book = createPostgresDayBook(store, { scope: 'many' });
  const [first, second] = [manyBreaks(count, 1n), manyBreaks(count, 2n)];
  const one = await book.commit(madeRun(madeResult(day, { breaks: first, inputsSha256: '1' })), 0);
  expect(one).toMatchObject({ kind: 'committed', run: 1, events: { length: count } });
  const two = await book.commit(madeRun(madeResult(day, { breaks: second, inputsSha256: '2' })), 1);
  expect(two).toMatchObject({ kind: 'committed', run: 2, events: { length: count } });
  expect((await book.result(merchant, day))?.breaks).toEqual(second);
  const closed = second.map(({ id }) => ({ id, reason: 'settled' }));
  await book.commit(madeRun(madeResult('2026-11-17', { closed })), 0);
  expect(await book.breaks({ merchant, limit: 1, standing: 'open' })).toEqual([]);
  const last = (count - 1).toString(16).padStart(20, '0');
  const found = await book.explain(merchant, last);
  expect(found?.record).toMatchObject({ standing: 'closed-by-run', break: { atStake: 2n } });
  expect(found?.events.map(({ kind }) => kind)).toEqual(['opened', 'changed', 'closed']);
}

test.skipIf(server === undefined)(
  'ten thousand breaks of a day, each statement within the usual time of a server',
  async () => {
    const store = await openPostgresStore({ connectionString: server?.connectionString ?? '' });
    onTestFinished(() => store.close());
    const run = madeRun(madeResult(day, { breaks: manyBreaks(most, 1n) }));
    const committed = await createPostgresDayBook(store, { scope: 'most' }).commit(run, 0);
    expect(committed).toMatchObject({ kind: 'committed', events: { length: most } });
    await commitMany(store, Math.min(most, 2_500));
  },
  600_000,
);

test('a thousand breaks on PGlite', async () => {
  const store = await openPgliteStore({ folder: await madeFolder() });
  onTestFinished(() => store.close());
  await commitMany(store, 1_000);
}, 240_000);
