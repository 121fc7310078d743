import { matchDay } from '@alipay-intl/reconciliation/match';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { useOneThread } from '../trial/one-thread.ts';
import { runWorld } from '../trial/run-world.ts';
import { makeWorld, type World } from '../world/make-world.ts';
import { netOf } from '../world/row.ts';

const zone = process.env['TZ'];

beforeAll(useOneThread);

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const worlds = Array.from({ length: 60 }, (_, number) => makeWorld(21, number, [number]));

test.each([
  ['days without anything', zeroDays],
  ['batches that take more than they bring', negativeDays],
])('worlds of one branch with %s', async (_, daysOf) => {
  const chosen = worlds.filter((world) => daysOf(world).length > 0).slice(0, 3);
  expect(chosen).toHaveLength(3);
  for (const world of chosen) expect(await runWorld(world, matchDay)).toEqual([]);
});

test.each(['America/St_Johns', 'Australia/Lord_Howe'])(
  'the days are those of UTC+8 in %s, also when its clocks change',
  async (other) => {
    process.env['TZ'] = other;
    expect(new Date(0).getTimezoneOffset()).not.toBe(-480);
    const changing = ['2026-03-06', '2026-10-23', '2026-10-29'];
    const world = Array.from({ length: 100 }, (_, number) => number)
      .map((number) => makeWorld(22, number, [number, number + 100, number + 200]))
      .find(({ setting }) => changing.includes(setting.days[0] ?? ''));
    if (world === undefined) throw new Error('no world in which clocks change');
    expect(await runWorld(world, matchDay)).toEqual([]);
  },
);

/** Days on which nothing happened in any book. */
function zeroDays({ days, branches }: World): readonly number[] {
  const busy = new Set(
    branches.flatMap(({ own, transactions, settlements }) =>
      [...own, ...transactions, ...settlements].map(({ dayNo }) => dayNo),
    ),
  );
  return [...days.keys()].filter((dayNo) => !busy.has(dayNo));
}

/** Days on which more was given back than settled. */
function negativeDays({ days, branches }: World): readonly number[] {
  const settlements = branches.flatMap((branch) => branch.settlements);
  return [...days.keys()].filter(
    (run) =>
      settlements.filter(({ dayNo }) => dayNo === run).reduce((sum, { row }) => sum + netOf(row), 0n) < 0n,
  );
}
