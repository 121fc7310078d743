import type { DayResult } from '@alipay-intl/reconciliation/match';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { Judge } from '../trial/judge.ts';
import type { World, WrittenFile } from '../world/make-world.ts';
import { isOfTransactions, Nights } from './nights.ts';
import { plantedStandings, standingsOf } from './standings.ts';
import { undisturbed } from './undisturbed.ts';

/** Every result must be what was planted. */
function expectTruth(world: World, results: readonly DayResult[]): void {
  const judge = new Judge(world);
  for (const [run, result] of results.entries()) judge.day(run, result);
  expect(results).toHaveLength(world.days.length);
  expect(judge.violations).toEqual([]);
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

/** Something comes to the middle day after its night: there are days before it, which must stay, and behind it. */
const middleOf = ({ days }: World): number => Math.floor(days.length / 2);

/** Nights in which files of the middle day are kept back. */
async function nightsWithout(world: World, isKept: (file: WrittenFile) => boolean): Promise<Nights> {
  const nights = new Nights(world, temporaryFolder());
  for (const dayNo of world.days.keys())
    await nights.bring(dayNo, (file) => dayNo === middleOf(world) && isKept(file));
  return nights;
}

async function nightByNight(world: World): Promise<void> {
  const { ran, again, results, standings } = await undisturbed(world);
  expect(ran.map(({ kind }) => kind)).toEqual(world.days.map(() => 'committed'));
  expect(again.map(({ kind, events }) => [kind, events])).toEqual([['same', []]]);
  expect(results).toEqual(ran.map(({ result }) => result));
  expectTruth(world, results);
  expect(standings).toEqual(plantedStandings(world));
}

async function transactionsComeLate(world: World): Promise<void> {
  const late = middleOf(world);
  const nights = await nightsWithout(world, isOfTransactions);
  await nights.run();
  const before = await nights.results();
  expect(() => expectTruth(world, before)).toThrow();

  await nights.fetch(late, nights.transactionsOf(late));
  const ran = await nights.run();
  expect(ran.every(({ day }) => day >= (world.setting.days[late] ?? ''))).toBe(true);
  const after = await nights.results();
  expect(after.slice(0, late)).toEqual(before.slice(0, late));
  expectTruth(world, after);
  expect(after).toEqual((await undisturbed(world)).results);
  expect(await standingsOf(nights)).toEqual(expect.arrayContaining([...plantedStandings(world)]));
}

async function settlementComesLate(world: World): Promise<void> {
  const late = middleOf(world);
  const nights = await nightsWithout(world, (file) => !isOfTransactions(file));
  await nights.run();
  const before = await nights.results();
  expect(() => expectTruth(world, before)).toThrow();

  for (const file of world.days[late]?.files ?? [])
    if (!isOfTransactions(file)) await nights.fetch(late, file);
  await nights.run();
  const after = await nights.results();
  expect(after.slice(0, late)).toEqual(before.slice(0, late));
  expectTruth(world, after);
}

async function damagedFileIsRevised(world: World): Promise<void> {
  const revised = middleOf(world);
  const nights = await nightsWithout(world, isOfTransactions);
  const whole = nights.transactionsOf(revised);
  const lines = whole.bytes.toString('latin1').split('\n');
  await nights.fetch(revised, {
    ...whole,
    bytes: Buffer.from(lines.toSpliced(-3, 2).join('\n'), 'latin1'),
  });
  await nights.run();
  const [before] = (await nights.results()).slice(revised);
  expect(before?.breaks.filter(({ file }) => file?.name === whole.name)).toMatchObject([
    { kind: 'FILE_TRUNCATED', standing: 'open' },
  ]);
  expect(before?.balances.transactions.added.rows).toBe(0);

  await nights.fetch(revised, whole);
  await nights.run();
  const after = await nights.results();
  expect(settled(after)).toEqual(settled((await undisturbed(world)).results));
  const changed = after.flatMap(({ breaks }) => breaks.filter(({ kind }) => kind === 'FILE_CHANGED'));
  // The newer families rightly add to a report.
  const isNewer = /^B[123]$/.test(world.setting.family);
  expect(changed.map(({ file }) => file?.name)).toEqual(isNewer ? [] : [whole.name]);
}

async function booksAreCorrected(world: World): Promise<void> {
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const forgotten = nights.forget(({ ownId }) => /[02468]$/.test(ownId));
  expect(forgotten.length).toBeGreaterThan(3);
  await nights.run();
  nights.write(...forgotten);
  await nights.run();
  expectTruth(world, await nights.results());
}

/** What may happen to nights, and what must come of it. */
export const nightScenarios = {
  'night by night, and once more': nightByNight,
  'the transactions of a day come late': transactionsComeLate,
  'the settlement of a day comes late': settlementComesLate,
  'a file comes damaged, and is revised': damagedFileIsRevised,
  'own books are corrected days later': booksAreCorrected,
} as const;
