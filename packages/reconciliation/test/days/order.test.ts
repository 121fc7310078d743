import { expect, test } from 'vitest';
import { reconcileDayBy, reconcileThroughBy } from '../../src/days/reconcile-by.ts';
import { workingDays } from '../../src/fetch.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { smallWorld } from './support/small-world.ts';

test('days run in order, each with what the one before has left', async () => {
  const { settings } = smallWorld();
  const engine = fakeEngine();
  const ran = await reconcileThroughBy(engine.match, '2026-11-19', settings);
  expect(ran.map(({ day, kind, run }) => [day, kind, run])).toEqual([
    ['2026-11-16', 'committed', 1],
    ['2026-11-17', 'committed', 1],
    ['2026-11-18', 'committed', 1],
    ['2026-11-19', 'committed', 1],
  ]);
  const entries = await settings.book.days(settings.merchant, { from: '2026-11-16', to: '2026-11-19' });
  expect(engine.calls.map(({ carriedIn }) => carriedIn?.sha256)).toEqual([
    undefined,
    ...entries.slice(0, 3).map(({ carriedOut }) => carriedOut.sha256),
  ]);
  expect(entries.map(({ carriedInSha256 }) => carriedInSha256)).toEqual(
    engine.calls.map(({ carriedIn }) => carriedIn?.sha256),
  );
  expect(engine.calls.map(({ earlierRows }) => earlierRows.length)).toEqual([0, 1, 2, 3]);
});

test.each([
  ['before the books begin', '2026-11-15', 'ERR_DAY_ORDER'],
  ['behind a gap', '2026-11-18', 'ERR_DAY_ORDER'],
  ['no day', '2026-11-31', 'ERR_OPTION_INVALID'],
])('a day %s is refused', async (_, day, code) => {
  const { settings } = smallWorld();
  const engine = fakeEngine();
  await reconcileDayBy(engine.match, '2026-11-16', settings);
  await expect(reconcileDayBy(engine.match, day, settings)).rejects.toMatchObject({ code });
  expect(engine.calls).toHaveLength(1);
});

test('a day is over at midnight in UTC+8, wherever the process runs', async () => {
  const world = smallWorld();
  const engine = fakeEngine();
  world.at('2026-11-16', 23.9999);
  for (const day of ['2026-11-16', '2026-11-17', '2027-11-16'])
    await expect(reconcileThroughBy(engine.match, day, world.settings)).rejects.toMatchObject({
      code: 'ERR_DAY_ORDER',
    });
  world.at('2026-11-17', 0);
  expect((await reconcileDayBy(engine.match, '2026-11-16', world.settings)).kind).toBe('not-yet-due');
});

test('the same day twice is the same run', async () => {
  const world = smallWorld();
  const engine = fakeEngine();
  world.book({ id: 'a1', day: '2026-11-16' });
  const first = await reconcileDayBy(engine.match, '2026-11-16', world.settings);
  const second = await reconcileDayBy(engine.match, '2026-11-16', { ...world.settings, by: 'Ana' });
  expect(second).toEqual({ ...first, kind: 'same', events: [] });
  expect(await world.settings.book.lastBefore(world.settings.merchant, '2026-11-17')).toMatchObject({
    run: 1,
    by: 'nightly',
  });
});

test('nothing is run behind a day whose transactions may still come', async () => {
  const world = smallWorld();
  const engine = fakeEngine();
  await world.fetchTransactions('2026-11-16');
  world.at('2026-11-19', 0);
  const ran = await reconcileThroughBy(engine.match, '2026-11-18', world.settings);
  expect(ran.map(({ day, kind }) => [day, kind])).toEqual([
    ['2026-11-16', 'committed'],
    ['2026-11-17', 'committed'],
    ['2026-11-18', 'not-yet-due'],
  ]);
  expect(ran[2]).toMatchObject({
    run: 0,
    result: { state: 'not-yet-due', missingFiles: [{ report: 'transaction', state: 'not-yet-due' }] },
  });
  expect(await world.settings.book.result(world.settings.merchant, '2026-11-18')).toBeUndefined();
});

test.each([
  ['merchant', { merchant: '' }],
  ['reports', { reports: [] }],
  ['reports', { reports: ['settlement'] as const }],
  ['by', { by: '' }],
  ['lookBackDays', { lookBackDays: -1 }],
  ['lookBackDays', { lookBackDays: 1.5 }],
  ['terms.booksBegin', { terms: { ...smallTerms(), booksBegin: 'soon' } }],
])('%s that cannot be is refused', async (path, changes) => {
  const { settings } = smallWorld(changes);
  const call = reconcileDayBy(fakeEngine().match, '2026-11-16', settings);
  await expect(call).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID', issues: [{ path }] });
});

function smallTerms() {
  return {
    settlement: { kind: 'daily', workingDays: 1 },
    isWorkingDay: workingDays(),
    booksBegin: '2026-11-16',
  } as const;
}
