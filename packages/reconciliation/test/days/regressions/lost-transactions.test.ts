import { expect, test } from 'vitest';
import { addDays } from '../../../src/fetch/calendar-day.ts';
import { reconcileDay, reconcileThrough } from '../../../src/match.ts';
import { merchant, type SmallWorld, smallWorld } from '../support/small-world.ts';

const [monday, tuesday, wednesday] = ['2026-11-16', '2026-11-17', '2026-11-18'];

/** The breaks of a merchant that stand in a way. */
async function standing({ settings }: SmallWorld, how: 'open' | 'waiting'): Promise<readonly string[]> {
  const records = await settings.book.breaks({ merchant, standing: how, limit: 100 });
  return records.map(({ break: { kind, day, atStake } }) => `${kind} ${day} ${atStake}`).sort();
}

async function worldWithoutFile(): Promise<SmallWorld> {
  const world = smallWorld();
  world.book({ id: 'a', day: monday }, { id: 'b', day: tuesday });
  await world.fetchTransactions(monday, { id: 'a', day: monday });
  await world.fetchTransactions(wednesday);
  return world;
}

test('a file of a day with business that does not come alarms as soon as its time is over, and is taken when it comes', async () => {
  const world = await worldWithoutFile();
  world.at(tuesday, 33.5);
  expect((await reconcileThrough(tuesday, world.settings)).at(-1)?.kind).toBe('not-yet-due');
  world.at(tuesday, 34);
  await reconcileThrough(tuesday, world.settings);
  expect(await standing(world, 'open')).toEqual([`FILE_MISSING ${tuesday} 100`]);
  world.at(wednesday, 34);
  await reconcileThrough(wednesday, world.settings);
  expect(await standing(world, 'open')).toEqual([`FILE_MISSING ${tuesday} 100`]);
  expect(await standing(world, 'waiting')).toEqual([`MISSING_AT_PROVIDER ${tuesday} 100`]);
  await world.fetchTransactions(tuesday, { id: 'b', day: tuesday });
  await reconcileThrough(wednesday, world.settings);
  expect([await standing(world, 'open'), await standing(world, 'waiting')]).toEqual([[], []]);
});

test('the clock alone says nothing more of it', async () => {
  const world = await worldWithoutFile();
  world.at(wednesday, 34);
  await reconcileThrough(wednesday, world.settings);
  world.at(addDays(tuesday, 9), 12);
  expect((await reconcileThrough(wednesday, world.settings)).map(({ kind }) => kind)).toEqual(['same']);
});

test('a day that Alipay has confirmed to be without business is one: what own books have is missing', async () => {
  const world = await worldWithoutFile();
  world.at(wednesday, 34);
  await reconcileThrough(wednesday, world.settings);
  const settings = { ...world.settings, daysWithoutBusiness: [{ day: tuesday }] };
  await reconcileDay(tuesday, settings);
  await reconcileThrough(wednesday, settings);
  expect(await standing(world, 'open')).toEqual([`MISSING_AT_PROVIDER ${tuesday} 100`]);
  expect(await standing(world, 'waiting')).toEqual([]);
});
