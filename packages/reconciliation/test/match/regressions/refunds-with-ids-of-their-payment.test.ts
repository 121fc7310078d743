import { expect, test } from 'vitest';
import {
  at,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  refund,
  type SmallDay,
} from '../support/books.ts';

const [second, third] = ['2026-11-21', '2026-11-22'];

const paid: SmallDay = {
  ledger: [payment('a', { providerId: '1' })],
  files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
};

const refundOf = (ownId: string, value: string, clock: string, day: string) =>
  refund(ownId, 'a', {
    originalProviderId: '1',
    amount: { currency: 'AUD', value },
    occurredAtMs: at(clock, day),
  });

test('partial refunds with the ids of a payment of an earlier day, on two days', async () => {
  const days = await matchSmallDays([
    paid,
    {
      day: second,
      ledger: [refundOf('r1', '400', '12:00:00', second)],
      files: inStoreTransactions(['a 1 4.00 0.00 12:00:00 REFUND'], second),
    },
    {
      day: third,
      ledger: [refundOf('r2', '200', '12:00:00', third)],
      files: inStoreTransactions(['a 1 2.00 0.00 12:00:00 REFUND'], third),
    },
  ]);
  expect(days.map(({ result }) => result.breaks)).toEqual([[], [], []]);
});

const bothOn = (day: string): SmallDay => ({
  day,
  statementOptions: { accept: ['ROW_REPEATED'] },
  ledger: [refundOf('r1', '400', '12:00:00', day), refundOf('r2', '300', '13:00:00', day)],
  files: inStoreTransactions(['a 1 4.00 0.00 12:00:00 REFUND', 'a 1 3.00 0.00 13:00:00 REFUND'], day),
});

test('two partial refunds with the ids of a payment of an earlier day, on one day', async () => {
  const days = await matchSmallDays([paid, bothOn(second)]);
  expect(days.map(({ result }) => result.breaks)).toEqual([[], []]);
});

test('the same refund at the same moment is one too many', async () => {
  const twice = ['a 1 4.00 0.00 12:00:00 REFUND', 'a 1 4.00 0.00 12:00:00 REFUND'];
  const ledger = [refundOf('r1', '400', '12:00:00', second)];
  const days = await matchSmallDays([
    paid,
    { ...bothOn(second), ledger, files: inStoreTransactions(twice, second) },
  ]);
  expect(inWords(days[1]?.result.breaks ?? [])).toEqual(['DUPLICATE_AT_PROVIDER open AUD 400 a']);
});
