import type { DayResult } from '@alipay-intl/reconciliation/match';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { Judge, nameOfFound } from '../trial/judge.ts';
import { useOneThread } from '../trial/one-thread.ts';
import type { World } from '../world/make-world.ts';
import { allBreaks, breakName } from '../world/truth.ts';
import { isOfTransactions, Nights, wholeWorld } from './nights.ts';

beforeAll(useOneThread);

const branches = 20;

/** Every result must be what was planted. */
function expectTruth(world: World, results: readonly DayResult[]): void {
  const judge = new Judge(world);
  for (const [run, result] of results.entries()) judge.day(run, result);
  expect(results).toHaveLength(world.days.length);
  expect(judge.violations).toEqual([]);
}

/** What the book says of breaks, without those that come of a file having changed. */
async function standingsOf({ settings: { book, merchant } }: Nights): Promise<readonly string[]> {
  const records = await book.breaks({ merchant, limit: 1000 });
  return records
    .filter((record) => record.break.kind !== 'FILE_CHANGED')
    .map((record) => `${record.standing} ${nameOfFound(record.break)}`)
    .toSorted();
}

function plantedStandings(world: World): readonly string[] {
  return allBreaks(world)
    .filter(({ standings }) => standings.size > 0)
    .map((expected) => {
      const hasEnded = expected.endsAt !== undefined && expected.endsAt < world.days.length;
      return `${hasEnded ? 'closed-by-run' : [...expected.standings.values()].at(-1)} ${breakName(expected)}`;
    })
    .toSorted();
}

/** Results without what tells that a file has come in another form before. */
function settled(results: readonly DayResult[]): readonly object[] {
  return results.map(({ inputsSha256: _, files, breaks, counts, state, ...rest }) => ({
    ...rest,
    files: files.map(({ revision: __, ...file }) => file),
    breaks: breaks.filter(({ kind }) => kind !== 'FILE_CHANGED'),
    counts: counts.filter(({ kind }) => kind !== 'FILE_CHANGED'),
  }));
}

async function undisturbed(world: World): Promise<Nights> {
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  await nights.run();
  return nights;
}

test.each(['A4', 'B0', 'B3'] as const)('%s: night by night, and once more', async (family) => {
  const world = wholeWorld(family, 11, branches);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const ran = await nights.run();
  expect(ran.map(({ kind }) => kind)).toEqual(world.days.map(() => 'committed'));
  expectTruth(
    world,
    ran.map(({ result }) => result),
  );
  expect(await standingsOf(nights)).toEqual(plantedStandings(world));

  const again = await nights.run();
  expect(again.map(({ kind, events }) => [kind, events])).toEqual([['same', []]]);
  expect(await nights.results()).toEqual(ran.map(({ result }) => result));
});

test.each([
  ['A1', 1],
  ['B2', 3],
] as const)('%s: the transactions of day %i come late', async (family, late) => {
  const world = wholeWorld(family, 12, branches);
  const nights = new Nights(world, temporaryFolder());
  for (const dayNo of world.days.keys())
    await nights.bring(dayNo, (file) => dayNo === late && isOfTransactions(file));
  await nights.run();
  const before = await nights.results();
  expect(() => expectTruth(world, before)).toThrow();

  await nights.fetch(late, nights.transactionsOf(late));
  const ran = await nights.run();
  expect(ran.every(({ day }) => day >= (world.setting.days[late] ?? ''))).toBe(true);
  const after = await nights.results();
  expect(after.slice(0, late)).toEqual(before.slice(0, late));
  expectTruth(world, after);
  expect(await nights.results()).toEqual(await (await undisturbed(world)).results());
  expect(await standingsOf(nights)).toEqual(expect.arrayContaining([...plantedStandings(world)]));
});

test('a settlement comes late', async () => {
  const world = wholeWorld('B3', 13, branches);
  const nights = new Nights(world, temporaryFolder());
  const late = 2;
  for (const dayNo of world.days.keys())
    await nights.bring(dayNo, (file) => dayNo === late && !isOfTransactions(file));
  await nights.run();
  for (const file of world.days[late]?.files ?? []) await nights.fetch(late, file);
  await nights.run();
  expectTruth(world, await nights.results());
});

test.each(['A1', 'B2'] as const)('%s: a file came damaged, and is revised', async (family) => {
  const world = wholeWorld(family, 14, branches);
  const nights = new Nights(world, temporaryFolder());
  const revised = 3;
  const whole = nights.transactionsOf(revised);
  const lines = whole.bytes.toString('latin1').split('\n');
  const damaged = { ...whole, bytes: Buffer.from(lines.toSpliced(-3, 2).join('\n'), 'latin1') };
  for (const dayNo of world.days.keys())
    await nights.bring(dayNo, (file) => dayNo === revised && isOfTransactions(file));
  await nights.fetch(revised, damaged);
  await nights.run();
  const [before] = (await nights.results()).slice(revised);
  expect(before?.breaks.filter(({ file }) => file?.name === whole.name)).toMatchObject([
    { kind: 'FILE_TRUNCATED', standing: 'open' },
  ]);
  expect(before?.balances.transactions.added.rows).toBe(0);

  await nights.fetch(revised, whole);
  await nights.run();
  const after = await nights.results();
  expect(settled(after)).toEqual(settled(await (await undisturbed(world)).results()));
  const changed = after.flatMap(({ breaks }) => breaks.filter(({ kind }) => kind === 'FILE_CHANGED'));
  // The newer families rightly add to a report.
  expect(changed.map(({ file }) => file?.name)).toEqual(family === 'A1' ? [whole.name] : []);
});

test('own books are corrected days later', async () => {
  const world = wholeWorld('B1', 15, branches);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const forgotten = nights.forget(({ ownId }) => /[02468]$/.test(ownId));
  expect(forgotten.length).toBeGreaterThan(3);
  await nights.run();
  nights.write(...forgotten);
  await nights.run();
  expectTruth(world, await nights.results());
});

test.each([
  ['a float', (value: string) => ({ value: `${value}.5` }), 'amount.value'],
  ['an amount of zero', () => ({ value: '0' }), 'amount.value'],
  ['an unknown currency', () => ({ currency: 'XXA' }), 'amount.currency'],
] as const)('own books with %s are refused, and nothing is written', async (_, change, path) => {
  const world = wholeWorld('A1', 16, 3);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const [record] = nights.forget(
    ({ ownId }) => ownId === world.days.flatMap(({ records }) => records)[0]?.ownId,
  );
  if (record === undefined) throw new Error('a world without records');
  nights.write({ ...record, amount: { ...record.amount, ...change(record.amount.value) } });
  await expect(nights.run()).rejects.toMatchObject({
    code: 'ERR_LEDGER_INVALID',
    issues: [{ path: expect.stringContaining(path) }],
  });
  const refusedOn = world.days.findIndex(({ records }) => records.includes(record));
  expect(await nights.results()).toHaveLength(refusedOn);
});

test('own books with an id twice on a day are refused, and nothing is written', async () => {
  const world = wholeWorld('A1', 16, 3);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const [day, record] =
    [...world.days.entries()]
      .map(([dayNo, { records }]) => [dayNo, records[0]] as const)
      .find(([, first]) => first !== undefined) ?? [];
  if (record === undefined) throw new Error('a world without records');
  nights.write(record);
  await expect(nights.run()).rejects.toMatchObject({
    code: 'ERR_LEDGER_INVALID',
    issues: [{ path: expect.stringContaining('ownId') }],
  });
  expect(await nights.results()).toHaveLength(day ?? -1);
});
