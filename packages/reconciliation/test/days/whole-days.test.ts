import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chinaWorkingDays, reconcileDay, reconcileThrough } from '../../src/match.ts';
import { useOneThread } from '../match/support/one-thread.ts';
import { merchant, type Paid, type SmallWorld, smallWorld } from './support/small-world.ts';

useOneThread();

const [monday, tuesday, wednesday] = ['2026-11-16', '2026-11-17', '2026-11-18'];

const settlementColumns =
  'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|Currency|Rate|Payment_time|' +
  'Settlement_time|Type|Status|Remarks|Secondary_merchant_industry|Secondary_merchant_name|Operator_name';

/** An in-store settlement file. docs/wire/statements §4.2 */
function settlementOf(day: string, paid: readonly Paid[]): string {
  const rows = paid.map(
    ({ id, day: paidOn }) =>
      `${id}|2026${id}|1.00|1.00|0.00|1.00|1.00|HKD|1.00000000|${paidOn} 12:00:00|${day} 15:46:00|P|L||5812|a shop|x`,
  );
  return `${[settlementColumns, ...rows].join('\n')}\n`;
}

async function settle(world: SmallWorld, day: string, ...paid: readonly Paid[]): Promise<void> {
  await world.fetch(`${merchant}_settlement_${day.replaceAll('-', '')}.txt`, settlementOf(day, paid));
}

function paidOn(day: string, id = `pay-${day}`): Paid {
  return { id, day };
}

/** Books and files agree; what is paid on a day is settled on another. */
async function ordinary(world: SmallWorld, day: string, settledOn?: string): Promise<void> {
  world.book(paidOn(day));
  await world.fetchTransactions(day, paidOn(day));
  if (settledOn !== undefined) await settle(world, settledOn, paidOn(day));
}

const both = { reports: ['transaction', 'settlement'] } as const;

test('a day closes when what was paid on the day before is settled and nothing else waits', async () => {
  const world = smallWorld(both);
  await ordinary(world, monday, tuesday);
  await world.fetchTransactions(tuesday);
  const [first, second] = await reconcileThrough(tuesday, world.settings);
  expect(first?.result).toMatchObject({ state: 'waiting', breaks: [] });
  expect(second?.result).toMatchObject({ state: 'closed', breaks: [], counts: [] });
});

test('a zero day is a day like others', async () => {
  const world = smallWorld(both);
  const ran = await reconcileDay(monday, world.settings);
  expect(ran).toMatchObject({ kind: 'committed', run: 1, warnings: [], events: [] });
  expect(ran.result).toMatchObject({ state: 'closed', files: [], missingFiles: [], totals: [] });
  const again = await reconcileDay(monday, world.settings);
  expect(again).toEqual({ ...ran, kind: 'same' });
});

test('the same run in another process and another year gives the same result', async () => {
  const worlds = [smallWorld(both), smallWorld(both)];
  worlds[1]?.at('2027-12-01', 3);
  const results = [];
  for (const world of worlds) {
    await ordinary(world, monday);
    world.book(paidOn(monday, 'lonely'));
    await settle(world, tuesday, paidOn(monday));
    const ran = await reconcileThrough(wednesday, world.settings);
    results.push(ran.map(({ result }) => result));
  }
  expect(results[0]).toEqual(results[1]);
  expect(results[0]?.at(-1)?.breaks).toMatchObject([{ kind: 'MISSING_AT_PROVIDER', standing: 'open' }]);
});

test('a file that comes late is missing until then, its payment waits, and no break remains', async () => {
  const world = smallWorld(both);
  for (const day of [monday, tuesday, wednesday]) world.book(paidOn(day));
  await world.fetchTransactions(monday, paidOn(monday));
  await world.fetchTransactions(wednesday, paidOn(wednesday));
  const ran = await reconcileThrough(wednesday, world.settings);
  expect(ran.at(-1)?.result.breaks).toMatchObject([
    { kind: 'MISSING_AT_PROVIDER', day: tuesday, standing: 'waiting' },
  ]);
  const missing = await world.settings.book.breaks({ merchant, limit: 10, standing: 'open' });
  expect(missing).toMatchObject([{ break: { kind: 'FILE_MISSING', day: tuesday } }]);
  await world.fetchTransactions(tuesday, paidOn(tuesday));
  const late = await reconcileThrough(wednesday, world.settings);
  expect(late.map(({ day, run }) => [day, run])).toEqual([
    [tuesday, 2],
    [wednesday, 2],
  ]);
  const open = await world.settings.book.breaks({ merchant, limit: 10, standing: 'open' });
  expect(open.map((record) => record.break.kind)).toEqual([]);
  const closed = await world.settings.book.breaks({ merchant, limit: 10, standing: 'closed-by-run' });
  expect(closed.map((record) => record.break.kind).toSorted()).toEqual([
    'FILE_MISSING',
    'MISSING_AT_PROVIDER',
  ]);
});

test('over a holiday a settlement is not late before the first working day behind it', async () => {
  const isWorkingDay = chinaWorkingDays();
  const terms = { ...smallWorld().settings.terms, isWorkingDay, graceDays: 0, booksBegin: '2026-10-05' };
  const world = smallWorld({ ...both, terms });
  await ordinary(world, '2026-10-05');
  const ran = await reconcileThrough('2026-10-09', world.settings);
  const states = ran.map(({ day, result }) => [day, result.state]);
  // The holiday of the National Day ends on the 7th; the 8th is due, so the 9th is late.
  expect(states.slice(0, 4)).toEqual(ran.slice(0, 4).map(({ day }) => [day, 'waiting']));
  expect(ran.at(-1)?.result.breaks).toMatchObject([
    { kind: 'OVERDUE_SETTLEMENT', standing: 'open', day: '2026-10-05', dueDay: '2026-10-08' },
  ]);
  await settle(world, '2026-10-08', paidOn('2026-10-05'));
  const late = await reconcileThrough('2026-10-09', world.settings);
  expect(late.map(({ day, run, result }) => [day, run, result.state])).toEqual([
    ['2026-10-08', 2, 'closed'],
    ['2026-10-09', 2, 'closed'],
  ]);
  const [record] = await world.settings.book.breaks({ merchant, limit: 10 });
  expect(record?.standing).toBe('closed-by-run');
});

test('a monthly settlement is awaited from the last day of the month on', async () => {
  const terms = {
    ...smallWorld().settings.terms,
    settlement: { kind: 'monthly', workingDays: 2 } as const,
    graceDays: 0,
    booksBegin: '2026-11-28',
  };
  const world = smallWorld({ ...both, terms });
  await ordinary(world, '2026-11-28');
  await ordinary(world, '2026-12-01');
  const ran = await reconcileThrough('2026-12-03', world.settings);
  expect(ran.flatMap(({ day, result }) => result.breaks.map((one) => [day, one.day, one.dueDay]))).toEqual([
    ['2026-12-03', '2026-11-28', '2026-12-02'],
  ]);
});

test('due days beyond the known holidays carry a warning', async () => {
  const { knownThrough } = chinaWorkingDays();
  const terms = {
    ...smallWorld().settings.terms,
    isWorkingDay: chinaWorkingDays(),
    booksBegin: '2026-12-28',
  };
  const world = smallWorld({ ...both, terms });
  const ran = await reconcileThrough('2026-12-31', world.settings);
  expect(ran.map(({ day, warnings }) => [day, warnings.map(({ code }) => code)])).toEqual([
    ['2026-12-28', []],
    ['2026-12-29', []],
    ['2026-12-30', ['CALENDAR_ENDS']],
    ['2026-12-31', ['CALENDAR_ENDS']],
  ]);
  expect(ran.at(-1)?.warnings[0]?.message).toContain(`through ${knownThrough}`);
});

test('the rows of the days are kept by merchant and day, and nothing else is left', async () => {
  const world = smallWorld(both);
  await ordinary(world, monday);
  await reconcileThrough(tuesday, world.settings);
  const { rowsFolder } = world.settings;
  expect(readdirSync(rowsFolder)).toEqual([`merchant-${merchant}`]);
  for (const day of [monday, tuesday]) {
    const names = readdirSync(join(rowsFolder, `merchant-${merchant}`, day)).sort();
    expect(names).toEqual([
      expect.stringMatching(/^carried-.*\.parquet$/),
      expect.stringMatching(/^rows-.*\.parquet$/),
    ]);
  }
});

test('a signal ends a run, and nothing of it is written', async () => {
  const controller = new AbortController();
  const world = smallWorld({ ...both, signal: controller.signal, onStep: () => controller.abort() });
  await ordinary(world, monday);
  await expect(reconcileDay(monday, world.settings)).rejects.toMatchObject({ code: 'ERR_MATCH_FAILED' });
  expect(await world.settings.book.result(merchant, monday)).toBeUndefined();
  expect(readdirSync(world.settings.rowsFolder)).toEqual([]);
});
