import { expect, test } from 'vitest';
import {
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  type SmallDay,
} from '../support/books.ts';

const paidOn = '2026-11-20';
/** The last day on which the payment is awaited, and two days of settlements behind it. */
const [lastAwaited, settledOn, again] = ['2027-02-19', '2027-02-20', '2027-02-21'];
const quiet = (day: string): SmallDay => ({ day, files: inStoreTransactions([], day) });
const paid = (fee = '0.06'): SmallDay => ({
  ledger: [payment('a')],
  files: inStoreTransactions([`a 1 10.00 ${fee} 10:00:00 PAYMENT`]),
});
const settled = (day: string, ...rows: readonly string[]): SmallDay => ({
  day,
  files: {
    ...inStoreTransactions([], day),
    ...inStoreSettlement(
      rows.map((row) => row.replace('PAID', `${paidOn} 10:00:00`)),
      day,
    ),
  },
});
const row = 'a 1 10.00 0.06 9.94 PAID P';
const resultsOf = async (days: readonly SmallDay[]) =>
  (await matchSmallDays(days)).map(({ result }) => result);
const rolledOn = (...days: readonly SmallDay[]) =>
  resultsOf([paid(), quiet('2026-11-21'), quiet(lastAwaited), ...days]);

test('a payment that is settled after it was kept is found in the rows of its day, and its break ends', async () => {
  const [, , awaited, last] = await rolledOn(settled(settledOn, row));
  expect(inWords(awaited?.breaks ?? [])).toEqual(['OVERDUE_SETTLEMENT open AUD 1000 a']);
  expect(last).toMatchObject({
    ...{
      state: 'closed',
      breaks: [],
      closed: [{ id: awaited?.breaks[0]?.id, reason: 'found 92 days later' }],
    },
    balances: {
      unsettled: { carriedIn: { rows: 1 }, by: { matched: { rows: 1, money: { AUD: 1000n } } } },
      settlements: { by: { matched: { rows: 1, money: { AUD: 994n } } } },
    },
  });
});

test('settled otherwise than transacted, it has a break of its own', async () => {
  const [, , , last] = await rolledOn(settled(settledOn, 'a 1 11.00 0.06 10.94 PAID P'));
  expect(inWords(last?.breaks ?? [])).toEqual(['AMOUNT_MISMATCH open AUD 100 a']);
  expect(last?.closed).toMatchObject([{ reason: 'found, but it differs, 92 days later' }]);
});

test('a second settlement is none of a payment that waits, in whatever form its ids are', async () => {
  const [, , , , twice] = await rolledOn(settled(settledOn, row), settled(again, row));
  expect(inWords(twice?.breaks ?? [])).toEqual(['SETTLED_TWICE open AUD 994 a']);
  const otherIds = 'b 1 10.00 0.06 9.94 PAID P';
  const [, , , , other] = await rolledOn(settled(settledOn, row), settled(again, otherIds));
  expect(inWords(other?.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open AUD 994 b']);
  const inTime = [paid(), quiet('2026-11-21'), settled('2026-11-23', row), quiet(lastAwaited)];
  const late = await resultsOf([...inTime, settled(settledOn, otherIds)]);
  expect(inWords(late.at(-1)?.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open AUD 994 b']);
  const both = await rolledOn(settled(settledOn, row, otherIds));
  expect(inWords(both.at(-1)?.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open AUD 994 b']);
});

test('a payment that is awaited still is settled once', async () => {
  const otherIds = 'b 1 10.00 0.06 9.94 PAID P';
  const both = await resultsOf([paid(), quiet('2026-11-21'), settled('2026-11-23', row, otherIds)]);
  expect(inWords(both.at(-1)?.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open AUD 994 b']);
});

test('a payment of days without settlement files is found when they come', async () => {
  const inputs = { reports: ['transaction'] } as const;
  const days = await resultsOf([{ ...paid(), inputs }, settled('2026-11-23', row)]);
  expect(days.at(-1)).toMatchObject({ state: 'closed', closed: [] });
});

test('what was found is among the inputs of the day', async () => {
  const digestOf = async (fee: string) => {
    const days = await resultsOf([paid(fee), quiet(lastAwaited), settled(settledOn, row)]);
    return days.at(-1)?.inputsSha256;
  };
  expect(await digestOf('0.06')).toBe(await digestOf('0.06'));
  expect(await digestOf('0.05')).not.toBe(await digestOf('0.06'));
});
