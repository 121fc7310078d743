import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reconcileDayBy, reconcileThroughBy } from '../../src/days/reconcile-by.ts';
import type { ReconciledDay } from '../../src/match.ts';
import { breakId, fakeEngine } from './support/fake-engine.ts';
import { daysFrom, type SmallWorld, smallWorld } from './support/small-world.ts';

const week = daysFrom('2026-11-16', '2026-11-22');
const [monday = '', tuesday = '', wednesday = '', thursday = '', friday = '', , sunday = ''] = week;

/** A week in which own books and files agree. */
async function goodWeek(changes: Partial<SmallWorld['settings']> = {}): Promise<SmallWorld> {
  const world = smallWorld(changes);
  for (const day of week) {
    world.book({ id: `p-${day}`, day });
    await world.fetchTransactions(day, { id: `p-${day}`, day });
  }
  return world;
}

const newsOf = (ran: readonly ReconciledDay[]): readonly unknown[] =>
  ran.map(({ day, kind, run }) => [day, kind, run]);

test('a run in which nothing is new changes nothing', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  await reconcileThroughBy(engine.match, sunday, world.settings);
  const again = await reconcileThroughBy(engine.match, sunday, world.settings);
  expect(newsOf(again)).toEqual([[sunday, 'same', 1]]);
});

test('a late file runs its day again, and those behind it that were given other rows, and no others', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  // Paid on Tuesday, and in no file.
  world.book({ id: 'late', day: tuesday });
  await reconcileThroughBy(engine.match, sunday, world.settings);
  const explain = () => world.settings.book.explain(world.settings.merchant, breakId('late'));
  expect((await explain())?.record).toMatchObject({ standing: 'open', firstDay: tuesday, lastDay: sunday });
  // It was in the books of Thursday.
  await world.fetchTransactions(
    thursday,
    { id: 'late', day: thursday },
    { id: `p-${thursday}`, day: thursday },
  );
  const ran = await reconcileThroughBy(engine.match, sunday, world.settings);
  expect(newsOf(ran)).toEqual([
    [thursday, 'committed', 2],
    [friday, 'committed', 2],
    ['2026-11-21', 'committed', 2],
    [sunday, 'committed', 2],
  ]);
  expect((await explain())?.record).toMatchObject({ standing: 'closed-by-run', lastDay: thursday });
  expect((await explain())?.events).toMatchObject([
    { kind: 'opened', day: tuesday, run: 1 },
    { kind: 'became-open', day: wednesday, run: 1 },
    // The run that dropped the last word against it; the reason is that of Thursday.
    { kind: 'closed', day: sunday, run: 2, reason: 'booked later' },
  ]);
});

test('a revised file that leaves the same rows waiting touches its own day only', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  await reconcileThroughBy(engine.match, sunday, world.settings);
  await world.fetchTransactions(
    wednesday,
    { id: `p-${wednesday}`, day: wednesday },
    { id: 'more', day: wednesday },
  );
  const ran = await reconcileThroughBy(engine.match, sunday, world.settings);
  expect(newsOf(ran)).toEqual([
    [wednesday, 'committed', 2],
    [sunday, 'same', 1],
  ]);
  expect(ran[0]?.result.breaks).toMatchObject([{ kind: 'FILE_CHANGED' }]);
});

test('a corrected book runs its day again', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  world.book({ id: 'wrong', day: friday });
  await reconcileThroughBy(engine.match, friday, world.settings);
  world.ledger.pop();
  const ran = await reconcileThroughBy(engine.match, friday, world.settings);
  expect(newsOf(ran)).toEqual([[friday, 'committed', 2]]);
  expect(ran[0]?.events).toMatchObject([
    { kind: 'closed', reason: `no longer found after run 2 of ${friday}` },
  ]);
});

test('days before those that are looked back on are run again only where they are told to', async () => {
  const world = await goodWeek({ lookBackDays: 2 });
  const engine = fakeEngine();
  await reconcileThroughBy(engine.match, sunday, world.settings);
  world.book({ id: 'old', day: monday });
  expect(newsOf(await reconcileThroughBy(engine.match, sunday, world.settings))).toEqual([
    [sunday, 'same', 1],
  ]);
  const one = await reconcileDayBy(engine.match, monday, world.settings);
  expect(one).toMatchObject({ kind: 'committed', run: 2 });
  // Each day behind it was given other rows: what is missing is carried on.
  const ran = await reconcileThroughBy(engine.match, sunday, world.settings);
  expect(newsOf(ran)).toEqual(week.slice(1).map((day) => [day, 'committed', 2]));
});

test('a run that was ended between two days goes on where it ended', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  await reconcileThroughBy(engine.match, sunday, world.settings);
  world.book({ id: 'old', day: monday });
  engine.before = ({ day }) => {
    if (day === thursday) throw new Error('the power went');
  };
  await expect(reconcileThroughBy(engine.match, sunday, world.settings)).rejects.toThrow('the power went');
  engine.before = undefined;
  const ran = await reconcileThroughBy(engine.match, sunday, { ...world.settings, lookBackDays: 0 });
  expect(newsOf(ran)).toEqual([thursday, friday, '2026-11-21', sunday].map((day) => [day, 'committed', 2]));
});

test('only the files of the run that counts are left', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  const { rowsFolder, merchant, book } = world.settings;
  await reconcileDayBy(engine.match, monday, world.settings);
  world.book({ id: 'more', day: monday });
  await reconcileDayBy(engine.match, monday, world.settings);
  await reconcileDayBy(engine.match, monday, world.settings);
  const entry = await book.lastBefore(merchant, tuesday);
  expect(readdirSync(rowsFolder)).toEqual([`merchant-${merchant}`]);
  const present = readdirSync(join(rowsFolder, `merchant-${merchant}`, monday));
  expect(present.map((name) => `merchant-${merchant}/${monday}/${name}`).sort()).toEqual(
    [entry?.carriedOut.path, entry?.rows.path].sort(),
  );
});

test('rows that were lost or damaged are written anew by a run with the same inputs', async () => {
  const world = await goodWeek();
  const engine = fakeEngine();
  const { rowsFolder, merchant, book } = world.settings;
  await reconcileThroughBy(engine.match, tuesday, world.settings);
  const carried = join(rowsFolder, (await book.lastBefore(merchant, tuesday))?.carriedOut.path ?? '');
  for (const damage of [() => rmSync(carried), () => writeFileSync(carried, 'x')]) {
    damage();
    const call = reconcileDayBy(engine.match, tuesday, world.settings);
    await expect(call).rejects.toSatisfy((error) => error instanceof Error);
    expect((await reconcileDayBy(engine.match, monday, world.settings)).kind).toBe('same');
    expect((await reconcileDayBy(engine.match, tuesday, world.settings)).kind).toBe('same');
  }
});

test('of two processes that run a day at once, the second reads what the first has left', async () => {
  const world = await goodWeek();
  const [first, second] = [fakeEngine(), fakeEngine()];
  first.before = async () => {
    first.before = undefined;
    world.book({ id: 'more', day: monday });
    await reconcileDayBy(second.match, monday, { ...world.settings, by: 'Ana' });
  };
  const ran = await reconcileDayBy(first.match, monday, world.settings);
  expect(ran).toMatchObject({ kind: 'same', run: 1 });
  expect(first.calls).toHaveLength(2);
});

test('a day that others write again and again is busy', async () => {
  const world = await goodWeek();
  const [first, second] = [fakeEngine(), fakeEngine()];
  let books = 0;
  first.before = async () => {
    books += 1;
    world.book({ id: `more-${books}`, day: monday });
    const before = world.ledger.length;
    await reconcileDayBy(second.match, monday, world.settings);
    // What the first reads is not what the second has read.
    world.ledger.splice(before - 1, 1);
  };
  await expect(reconcileDayBy(first.match, monday, world.settings)).rejects.toMatchObject({
    code: 'ERR_DAY_BUSY',
  });
  expect(first.calls).toHaveLength(2);
  const { merchant, rowsFolder } = world.settings;
  expect(readdirSync(join(rowsFolder, `merchant-${merchant}`, monday))).toHaveLength(2);
});

test('a day before, replaced while a day is compared, is taken in anew', async () => {
  const world = await goodWeek();
  const [first, second] = [fakeEngine(), fakeEngine()];
  await reconcileDayBy(first.match, monday, world.settings);
  first.before = async () => {
    first.before = undefined;
    world.book({ id: 'more', day: monday });
    // Its file goes away while the first wants to read it.
    await reconcileDayBy(second.match, monday, world.settings);
  };
  const ran = await reconcileDayBy(first.match, tuesday, world.settings);
  expect(ran).toMatchObject({ kind: 'committed', run: 1 });
  expect(ran.result.breaks).toMatchObject([{ id: breakId('more'), standing: 'open' }]);
});
