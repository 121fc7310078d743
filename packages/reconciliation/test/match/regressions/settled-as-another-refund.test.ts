import { expect, test } from 'vitest';
import {
  at,
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  refund,
} from '../support/books.ts';
import { smallestUnit, usd, walletSettlement, walletTransactions } from '../support/wallet-files.ts';

const day = '2026-11-20';
const days = ['2026-11-21', '2026-11-22'] as const;
const paid = { id: 'p1', own: 'o1', type: 'PAYMENT', value: '10000' } as const;
const refunded = (number: number) =>
  ({ id: `R${number}`, original: 'p1', own: `r${number}`, type: 'REFUND', value: '-4000' }) as const;
const aboutRows = (breaks: Parameters<typeof inWords>[0]) =>
  inWords(breaks.filter(({ kind }) => kind !== 'FILE_MISSING'));

test('a settlement of another refund of the payment is not the settlement of this one', async () => {
  const [, second] = await matchSmallDays([
    {
      ...smallestUnit,
      ledger: [payment('o1', usd('10000')), refund('r1', 'o1', usd('4000'))],
      files: walletTransactions([paid, refunded(1)], day),
    },
    {
      ...{ ...smallestUnit, day: days[0] },
      files: { ...walletTransactions([], days[0]), ...walletSettlement([paid, refunded(9)], days[0], day) },
    },
  ]);
  expect(aboutRows(second?.result.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open USD 4000 r9']);
  expect(second?.result.balances.unsettled.by.waiting).toEqual({ rows: 1, money: { USD: -4000n } });
});

test('a refund that is settled again does not stand for another of the same payment and amount', async () => {
  const [, , third] = await matchSmallDays([
    {
      ledger: [payment('a'), refund('r1', 'a'), refund('r2', 'a', { occurredAtMs: at('13:00:00') })],
      files: inStoreTransactions([
        'a 1 10.00 0.06 10:00:00 PAYMENT',
        'r1 1 4.00 0.00 12:00:00 REFUND',
        'r2 1 4.00 0.00 13:00:00 REFUND',
      ]),
    },
    {
      day: days[0],
      files: {
        ...inStoreTransactions([], days[0]),
        ...inStoreSettlement(
          ['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P', 'r1 1 4.00 0.00 4.00 2026-11-20 12:00:00 R'],
          days[0],
        ),
      },
    },
    {
      day: days[1],
      files: {
        ...inStoreTransactions([], days[1]),
        ...inStoreSettlement(['r1 1 4.00 0.00 4.00 2026-11-20 12:00:00 R'], days[1]),
      },
    },
  ]);
  expect(inWords(third?.result.breaks ?? [])).toEqual(['SETTLED_TWICE open AUD 400 r1']);
  expect(third?.result.balances.unsettled.by.waiting?.rows).toBe(1);
});

test('a cancellation without an id of Alipay is not settled by any refund of the same amount', async () => {
  const header =
    'Partner_transaction_id,Amount,Rmb_amount,Fee,Distribute_amount,Distribute_rmb_amount,Settlement,Rmb_settlement,Currency,Rate,' +
    'Payment_time,Settlement_time,Type,Status,Remarks';
  const row = (own: string, type: string, net: string, settledAt = '') =>
    `${own},10.00,,0.00,0.00,0.00,${net},,USD,6.90400000,2026-11-20 11:10:04,${settledAt},${type},${settledAt === '' ? 'P' : 'L'},`;
  const text = (...rows: readonly string[]) => [header, ...rows, ''].join('\n');
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('a', { status: 'reversed', ...usd('1000') })],
      files: {
        '2088721149955614_fptrade_20261120.csv': text(row('a', 'P', '10.00'), row('a', 'CANCEL', '10.00')),
      },
    },
    {
      day: days[0],
      files: {
        '2088721149955614_settle_20261121_1.csv': text(
          row('other-refund', 'R', '-10.00', '2026-11-21 10:00:00'),
        ),
      },
    },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual([
    'SETTLED_BUT_NOT_TRANSACTED open USD 1000 other-refund',
  ]);
  expect(second?.result.pairs).toEqual({});
});
