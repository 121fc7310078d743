import { expect, test } from 'vitest';
import { antomTransactions } from '../support/antom-files.ts';
import {
  at,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
} from '../support/books.ts';
import { smallestUnit, usd, walletTransactions } from '../support/wallet-files.ts';

const next = '2026-11-21';
const all = { amount: { currency: 'AUD', value: '1000' } } as const;
const cancelled = ['a 1 10.00 0.06 10:00:00 PAYMENT', 'a 1 10.00 0.06 10:05:00 REVERSAL'];

test('what was cancelled and is refunded as well went back twice', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a', { status: 'reversed' }), refund('r', 'a', all)],
    files: inStoreTransactions([...cancelled, 'r 1 10.00 0.00 12:00:00 REFUND']),
  });
  expect(inWords(result.breaks)).toEqual(['OVER_REFUND open AUD 1000 r']);
  expect(result.breaks[0]?.facts).toEqual({ paid: '1000', refunded: '1000', cancelled: '1000' });
});

test('what was cancelled on an earlier day and is refunded as well', async () => {
  const days = await matchSmallDays([
    { ledger: [payment('a', { status: 'reversed' })], files: inStoreTransactions(cancelled) },
    {
      day: next,
      ledger: [refund('r', 'a', { ...all, occurredAtMs: at('12:00:00', next) })],
      files: inStoreTransactions(['r 1 10.00 0.00 12:00:00 REFUND'], next),
    },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([[], ['OVER_REFUND open AUD 1000 r']]);
});

test('what was refunded and is cancelled on a later day without refunds', async () => {
  const days = await matchSmallDays([
    {
      ledger: [payment('a'), refund('r', 'a', all)],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'r 1 10.00 0.00 12:00:00 REFUND']),
    },
    { day: next, files: inStoreTransactions(['a 1 10.00 0.06 10:05:00 REVERSAL'], next) },
  ]);
  expect(inWords(days[1]?.result.breaks ?? [])).toContain('OVER_REFUND open AUD 1000 a');
});

test('a cancellation with the id of the payment and a refund with its own id are of the same payment', async () => {
  const dollars = (value: string) => ({ transactionAmountValue: value, transactionCurrency: 'USD' });
  const paid = { transactionId: 'P1', transactionRequestId: 'a' };
  const day = '2026-11-20';
  const taken = [
    { ...paid, ...dollars('10.00') },
    { ...paid, transactionType: 'CANCEL', ...dollars('-10.00') },
  ];
  const given = {
    ...{
      transactionType: 'REFUND',
      transactionId: 'R1',
      transactionRequestId: 'r',
      originalTransactionRequestId: 'a',
    },
    ...dollars('-10.00'),
  };
  const books = [payment('a', { status: 'reversed', ...usd('1000') }), refund('r', 'a', usd('1000'))];
  const { result } = await matchSmallDay({ ledger: books, files: antomTransactions([...taken, given], day) });
  expect(inWords(result.breaks)).toEqual(['OVER_REFUND open USD 1000 r']);
  const days = await matchSmallDays([
    { ledger: books.slice(0, 1), files: antomTransactions(taken, day) },
    {
      day: next,
      ledger: [refund('r', 'a', { ...usd('1000'), occurredAtMs: at('12:00:00', next) })],
      files: antomTransactions([given], next),
    },
  ]);
  expect(days.map(({ result: { breaks } }) => inWords(breaks))).toEqual([
    [],
    ['OVER_REFUND open USD 1000 r'],
  ]);
});

test('a part that was cancelled and the rest that was refunded are the payment', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a'), refund('r', 'a', { amount: { currency: 'AUD', value: '600' } })],
    files: inStoreTransactions([
      'a 1 10.00 0.06 10:00:00 PAYMENT',
      'a 1 4.00 0.02 10:05:00 REVERSAL',
      'r 1 6.00 0.00 12:00:00 REFUND',
    ]),
  });
  expect(inWords(result.breaks).filter((words) => words.startsWith('OVER_REFUND'))).toEqual([]);
});

test('cancellations of an attempt that never succeeded give nothing back', async () => {
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('a', { providerId: 'P1', ...usd('1000') }), refund('r', 'a', usd('1000'))],
    files: walletTransactions(
      [
        { id: 'P0', own: 'a', type: 'CANCEL', value: '-1000', clock: '09:55:00' },
        { id: 'P1', own: 'a', type: 'PAYMENT', value: '1000' },
        { id: 'R1', original: 'P1', own: 'r', type: 'REFUND', value: '-1000', clock: '12:00:00' },
      ],
      '2026-11-20',
    ),
  });
  expect(result.breaks).toEqual([]);
});

test('cancelled twice and not refunded is another question', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a', { status: 'reversed' })],
    files: inStoreTransactions([...cancelled, 'a 1 10.00 0.06 10:06:00 CANCEL']),
  });
  expect(inWords(result.breaks).filter((words) => words.startsWith('OVER_REFUND'))).toEqual([]);
});

test('cancelled and refunded, where own books alone have the payment', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a', { status: 'reversed', providerId: '1' }), refund('r', 'a', all)],
    files: inStoreTransactions(['a 1 10.00 0.06 10:05:00 REVERSAL', 'r 1 10.00 0.00 12:00:00 REFUND']),
  });
  expect(inWords(result.breaks)).toContain('OVER_REFUND open AUD 1000 r');
});
