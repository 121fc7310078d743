import { expect, test } from 'vitest';
import type { Payout } from '../../../src/match.ts';
import { inStoreSettlement, inStoreTransactions, matchSmallDays, type SmallDay } from '../support/books.ts';

/** A Monday; Tuesday is the next working day, and Wednesday the day of grace. */
const [monday, tuesday, wednesday, thursday] = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];

const payoutOf = (value: bigint): Payout => ({
  ...{ batchId: monday, currency: 'AUD', value, day: tuesday },
});

const settled: SmallDay = {
  day: monday,
  files: inStoreSettlement(['a 1 10.00 0.06 9.94 2026-10-20 10:00:00 P'], monday),
  inputs: { payouts: [] },
};

const later = (day: string, ...payouts: readonly Payout[]): SmallDay => ({
  ...{ day, files: inStoreTransactions([], day), inputs: { payouts } },
});

test('a batch that the bank has not recorded waits until its due day, and then is open', async () => {
  const days = await matchSmallDays([settled, ...[tuesday, wednesday, thursday].map((day) => later(day))]);
  const found = days.map(({ result }) => result.breaks[0]);
  expect(found.map((one) => one?.standing)).toEqual(['waiting', 'waiting', 'waiting', 'open']);
  expect(new Set(found.map((one) => one?.id)).size).toBe(1);
  expect(found[3]).toMatchObject({
    ...{ kind: 'SUMMARY_MISMATCH', day: monday, dueDay: wednesday, atStake: 994n },
    facts: { batch: monday, settled: '994' },
  });
});

test('a payout that is given with a later day ends the waiting, or says what is wrong', async () => {
  const ended = await matchSmallDays([settled, later(tuesday, payoutOf(994n)), later(wednesday)]);
  const id = ended[0]?.result.breaks[0]?.id;
  expect(ended[1]?.result).toMatchObject({ breaks: [], closed: [{ id, reason: 'paid 1 day later' }] });
  expect(ended[2]?.result).toMatchObject({ breaks: [], closed: [] });
  const short = await matchSmallDays([settled, later(tuesday, payoutOf(900n))]);
  expect(short[1]?.result.breaks).toMatchObject([{ id, standing: 'open', atStake: 94n, difference: -94n }]);
});
