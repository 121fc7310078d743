import { matchDay } from '@alipay-intl/reconciliation/match';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { long } from '../../support/long-test.ts';
import { useOneThread } from '../trial/one-thread.ts';
import { runWorld } from '../trial/run-world.ts';
import { makeWorld, type World } from '../world/make-world.ts';
import { doClocksChange, specialDays } from './special-days.ts';

const zone = process.env['TZ'];

beforeAll(useOneThread);

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** The first worlds of a branch or a few with something special, each of which must come to what was planted. */
async function expectTruth(
  isSuch: (world: World) => boolean,
  { days, branches: count, worlds }: { days: number; branches: number; worlds: number },
): Promise<void> {
  const found: World[] = [];
  for (let number = 0; number < 5_000 && found.length < worlds; number += 1) {
    const branches = Array.from({ length: count }, (_, at) => number * count + at);
    const world = makeWorld({ seed: 21, world: number, branches, days });
    if (isSuch(world)) found.push(world);
  }
  expect(found).toHaveLength(worlds);
  for (const world of found) expect(await runWorld(world, matchDay)).toEqual([]);
}

test.each([
  ['days without anything', 3, 1],
  ['batches that take more than they bring', 3, 1],
  ['a holiday on which nothing is settled', 4, 1],
  ['the end of a month that is paid as one', 5, 2],
] as const)('%s, alone in a small world', (name, days, branches) =>
  expectTruth(specialDays[name], { days, branches, worlds: 1 }),
);

/** Between UTC+8 and which a day is divided otherwise on one of the days. */
function inZone(other: string): (world: World) => boolean {
  process.env['TZ'] = other;
  expect(new Date(0).getTimezoneOffset()).not.toBe(-480);
  return doClocksChange;
}

test('the days are those of UTC+8 where clocks of half an hour change', () =>
  expectTruth(inZone('America/St_Johns'), { days: 4, branches: 3, worlds: 1 }));

describe('weeks', () => {
  long.each(Object.entries(specialDays))(
    'with %s',
    (_, isSuch) => expectTruth(isSuch, { days: 7, branches: 2, worlds: 6 }),
    600_000,
  );

  long.each(['America/St_Johns', 'Australia/Lord_Howe', 'Europe/London', 'America/New_York'])(
    'in %s, when its clocks change',
    (other) => expectTruth(inZone(other), { days: 7, branches: 3, worlds: 3 }),
    600_000,
  );
});
