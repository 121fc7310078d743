import { expect, test } from 'vitest';
import { inWords, matchSmallDay, matchSmallDays, payment, refund } from '../support/books.ts';
import { smallestUnit, usd, type WalletRow, walletTransactions } from '../support/wallet-files.ts';

const [first, second] = ['2026-11-20', '2026-11-21'];
const paid: WalletRow = { id: 'P1', own: 'a', type: 'PAYMENT', value: '1000' };
const refunded: WalletRow = {
  id: 'R1',
  original: 'P1',
  own: 'r',
  type: 'REFUND',
  value: '-1000',
  clock: '12:00:00',
};
const disputed: WalletRow = {
  id: 'D1',
  original: 'P1',
  own: '',
  type: 'DISPUTE',
  value: '-1000',
  clock: '13:00:00',
};
const won: WalletRow = { ...disputed, type: 'DISPUTE_REVERSAL', value: '1000', clock: '14:00:00' };
const books = [payment('a', usd('1000')), refund('r', 'a', usd('1000'))];

test('a payment that was refunded and is disputed later went back twice', async () => {
  const days = await matchSmallDays([
    { ...smallestUnit, ledger: books, files: walletTransactions([paid, refunded], first) },
    { ...smallestUnit, day: second, files: walletTransactions([disputed], second) },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([[], ['OVER_REFUND open USD 1000 D1']]);
  expect(days[1]?.result.breaks[0]?.facts).toEqual({ paid: '1000', refunded: '1000', disputed: '1000' });
});

test('a dispute that was won took nothing', async () => {
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: books,
    files: walletTransactions([paid, refunded, disputed, won], first),
  });
  expect(result.breaks).toEqual([]);
});

test('a dispute alone, and one over a payment that no book has, are adjustments', async () => {
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('a', usd('1000'))],
    files: walletTransactions([paid, disputed, { ...disputed, id: 'D9', original: 'P9' }], first),
  });
  expect(result.breaks).toEqual([]);
  expect(result.balances.transactions.by.adjustment?.rows).toBe(2);
});
