import { expect, test } from 'vitest';
import { at, inStoreTransactions, inWords, matchSmallDays, payment, refund } from '../support/books.ts';

const [second, third] = ['2026-11-21', '2026-11-22'];
const paid = 'a 1 10.00 0.06 10:00:00 PAYMENT';

test('in store, refunds of one payment over one amount with two own ids are two refunds', async () => {
  const days = await matchSmallDays([
    {
      ledger: [payment('a'), refund('r1', 'a')],
      files: inStoreTransactions([paid, 'r2 1 4.00 0.00 18:00:00 REFUND']),
    },
    { day: second, files: inStoreTransactions([], second) },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks).toSorted())).toEqual([
    ['MISSING_AT_PROVIDER waiting AUD 400 r1', 'MISSING_IN_LEDGER waiting AUD 400 r2'],
    ['MISSING_AT_PROVIDER open AUD 400 r1', 'MISSING_IN_LEDGER open AUD 400 r2'],
  ]);
});

test('in store, a refund that Alipay never made does not hide behind one of the other side of midnight', async () => {
  const days = await matchSmallDays([
    {
      ledger: [payment('a'), refund('r1', 'a')],
      files: inStoreTransactions([paid, 'r2 1 4.00 0.00 23:59:59 REFUND']),
    },
    {
      day: second,
      ledger: [refund('r2', 'a', { occurredAtMs: at('00:00:01', second) })],
      files: inStoreTransactions([], second),
    },
    { day: third, files: inStoreTransactions([], third) },
  ]);
  expect(days.slice(1).map(({ result }) => inWords(result.breaks))).toEqual([
    ['MISSING_AT_PROVIDER open AUD 400 r1'],
    ['MISSING_AT_PROVIDER open AUD 400 r1'],
  ]);
});

test.each(['a', '1'])(
  'in store, a refund that is printed with the own id %j is found by its payment',
  async (printed) => {
    const days = await matchSmallDays([
      { ledger: [payment('a')], files: inStoreTransactions([paid]) },
      {
        day: second,
        ledger: [refund('r1', 'a', { occurredAtMs: at('12:00:00', second) })],
        files: inStoreTransactions([`${printed} 1 4.00 0.00 12:00:00 REFUND`], second),
      },
    ]);
    expect(days[1]?.result.pairs).toEqual({ 'original-and-amount': 1 });
    expect(days[1]?.result.breaks).toEqual([]);
  },
);

test('in store, a refund that is printed with the own id of a payment from before the books', async () => {
  const [day] = await matchSmallDays([
    { ledger: [refund('r1', 'old')], files: inStoreTransactions(['old 9 4.00 0.00 12:00:00 REFUND']) },
  ]);
  expect(day?.result.pairs).toEqual({ 'original-and-amount': 1 });
});
