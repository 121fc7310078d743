import { expect, test } from 'vitest';
import {
  at,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
  type SmallDay,
} from './support/books.ts';

interface Case {
  readonly name: string;
  readonly day: SmallDay;
  readonly breaks: readonly string[];
}

const paid = 'a 20261120001 10.00 0.06 10:00:00 PAYMENT';

const cases: readonly Case[] = [
  {
    name: 'another amount',
    day: {
      ledger: [payment('a')],
      files: inStoreTransactions(['a 20261120001 10.50 0.06 10:00:00 PAYMENT']),
    },
    breaks: ['AMOUNT_MISMATCH open AUD 50 a'],
  },
  {
    name: 'another currency, whatever the amount',
    day: {
      ledger: [payment('a')],
      files: inStoreTransactions(['a 20261120001 12.00 0.06 10:00:00 PAYMENT NZD']),
    },
    breaks: ['CURRENCY_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'another own id, and nothing else to go by',
    day: {
      ledger: [payment('a')],
      files: inStoreTransactions(['b 20261120001 10.00 0.06 10:00:00 PAYMENT']),
    },
    breaks: ['MISSING_AT_PROVIDER waiting AUD 1000 a', 'MISSING_IN_LEDGER waiting AUD 1000 b'],
  },
  {
    name: 'the other class under the same id',
    day: {
      ledger: [refund('a', 'x', { amount: { currency: 'AUD', value: '1000' } })],
      files: inStoreTransactions([paid]),
    },
    breaks: ['TYPE_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'failed in own books, paid at Alipay',
    day: { ledger: [payment('a', { status: 'failed' })], files: inStoreTransactions([paid]) },
    breaks: ['STATUS_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'unknown in own books, paid at Alipay',
    day: { ledger: [payment('a', { status: 'open' })], files: inStoreTransactions([paid]) },
    breaks: ['STATUS_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'paid in own books, taken back at Alipay',
    day: {
      ledger: [payment('a')],
      files: inStoreTransactions([paid, 'a 20261120001 10.00 0.06 10:05:00 CANCEL']),
    },
    breaks: ['STATUS_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'taken back in both books',
    day: {
      ledger: [payment('a', { status: 'reversed' })],
      files: inStoreTransactions([paid, 'a 20261120001 10.00 0.06 10:05:00 REVERSAL']),
    },
    breaks: [],
  },
  {
    name: 'taken back in own books, still paid at Alipay',
    day: { ledger: [payment('a', { status: 'reversed' })], files: inStoreTransactions([paid]) },
    breaks: ['STATUS_MISMATCH waiting AUD 1000 a'],
  },
  {
    name: 'taken back at Alipay, never known to own books',
    day: { files: inStoreTransactions([paid, 'a 20261120001 10.00 0.06 10:05:00 CANCEL']) },
    breaks: [],
  },
  {
    name: 'cancelled before success, with ids of its own',
    day: {
      ledger: [payment('a', { status: 'failed' })],
      files: inStoreTransactions(['c 20261120009 10.00 0.06 10:05:00 CANCEL']),
    },
    breaks: [],
  },
  {
    name: 'nothing but a cancellation of what own books have as paid',
    day: { ledger: [payment('a')], files: inStoreTransactions(['a 20261120001 10.00 0.06 10:05:00 CANCEL']) },
    breaks: ['STATUS_MISMATCH open AUD 1000 a'],
  },
  {
    name: 'failed, unknown and reversed without a transaction',
    day: {
      ledger: [
        payment('a', { status: 'failed' }),
        payment('b', { status: 'open' }),
        payment('c', { status: 'reversed' }),
      ],
      files: inStoreTransactions([]),
    },
    breaks: [],
  },
  {
    name: "Alipay's id pairs where the own id is another",
    day: { ledger: [payment('typo', { providerId: '20261120001' })], files: inStoreTransactions([paid]) },
    breaks: [],
  },
  {
    name: "own ids agree, Alipay's ids contradict each other",
    day: { ledger: [payment('a', { providerId: '20261120002' })], files: inStoreTransactions([paid]) },
    breaks: ['MISSING_AT_PROVIDER waiting AUD 1000 a', 'MISSING_IN_LEDGER waiting AUD 1000 a'],
  },
  {
    name: "a payment twice in own books under one id of Alipay's",
    day: {
      ledger: [payment('a', { providerId: '20261120001' }), payment('again', { providerId: '20261120001' })],
      files: inStoreTransactions([paid]),
    },
    breaks: ['DUPLICATE_IN_LEDGER open AUD 1000 again'],
  },
  {
    name: 'a row twice at Alipay',
    day: {
      ledger: [payment('a')],
      files: inStoreTransactions([paid, paid]),
      statementOptions: { accept: ['ROW_REPEATED'] },
    },
    breaks: ['DUPLICATE_AT_PROVIDER open AUD 1000 a'],
  },
  {
    name: 'partial refunds in store, whose provider id is that of the payment',
    day: {
      ledger: [
        payment('a', { amount: { currency: 'AUD', value: '1000' } }),
        refund('r1', 'a', { providerId: '20261120001' }),
        refund('r2', 'a', { providerId: '20261120001', occurredAtMs: at('12:01:00') }),
      ],
      files: inStoreTransactions([
        paid,
        'r1 20261120001 4.00 0.00 12:00:00 REFUND',
        'r2 20261120001 4.00 0.00 12:01:00 REFUND',
      ]),
    },
    breaks: [],
  },
  {
    name: 'partial refunds that are printed with no own id of theirs, n-th with n-th',
    day: {
      ledger: [
        payment('a', { providerId: '20261120001' }),
        refund('r1', 'a'),
        refund('r2', 'a', { occurredAtMs: at('12:01:00') }),
      ],
      files: inStoreTransactions([
        paid,
        'a 20261120001 4.00 0.00 12:00:00 REFUND',
        '20261120001 20261120001 4.00 0.00 12:01:00 REFUND',
      ]),
    },
    breaks: [],
  },
];

test.each(cases)('$name', async ({ day, breaks }) => {
  const { result } = await matchSmallDay(day);
  expect(inWords(result.breaks).toSorted()).toEqual(breaks);
});

test('a row that an earlier day had is one too many', async () => {
  const [, second] = await matchSmallDays([
    { ledger: [payment('a')], files: inStoreTransactions([paid]) },
    {
      day: '2026-11-21',
      ledger: [payment('a', { occurredAtMs: at('09:00:00', '2026-11-21') })],
      files: inStoreTransactions(['a 20261120001 10.00 0.06 09:00:00 PAYMENT'], '2026-11-21'),
    },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual([
    expect.stringMatching(/^DUPLICATE_(?:AT_PROVIDER|IN_LEDGER) open AUD 1000 a$/),
    expect.stringMatching(/^DUPLICATE_(?:AT_PROVIDER|IN_LEDGER) open AUD 1000 a$/),
  ]);
  expect(new Set(second?.result.breaks.map(({ kind }) => kind)).size).toBe(2);
});

test('says in which direction an amount differs', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('more'), payment('less')],
    files: inStoreTransactions([
      'more 20261120001 10.01 0.06 10:00:00 PAYMENT',
      'less 20261120002 9.00 0.06 10:00:00 PAYMENT',
    ]),
  });
  expect(result.breaks.map(({ difference, facts }) => ({ difference, ...facts }))).toEqual([
    { difference: -100n, amount: 'under' },
    { difference: 1n, amount: 'over' },
  ]);
});
