import { expect, test } from 'vitest';
import { antomTransactions } from '../support/antom-files.ts';
import { at, inWords, matchSmallDay, matchSmallDays, payment, refund } from '../support/books.ts';
import { smallestUnit, usd, walletTransactions } from '../support/wallet-files.ts';

const [first, second] = ['2026-11-20', '2026-11-21'];
const dollars = (value: string) => ({ transactionAmountValue: value, transactionCurrency: 'USD' });
const ofOne = { transactionRequestId: 'o1', originalTransactionRequestId: 'o1' };
const parts = [
  { transactionType: 'CAPTURE', transactionId: 'C1', ...ofOne, ...dollars('60.00') },
  { transactionType: 'CAPTURE', transactionId: 'C2', ...ofOne, ...dollars('40.00') },
];
const given = (value: string) => ({
  ...{ transactionType: 'REFUND', transactionId: 'R1', transactionRequestId: 'r1' },
  ...{ originalTransactionRequestId: 'o1', ...dollars(value) },
});

const overRefunds = ({ result }: Awaited<ReturnType<typeof matchSmallDay>>): readonly string[] =>
  inWords(result.breaks).filter((words) => words.startsWith('OVER_REFUND'));

const booksOf = (value: string, day = first) => [
  refund('r1', 'o1', { ...usd(value), occurredAtMs: at('12:00:00', day) }),
];

test('a payment that was captured in parts is the sum of them', async () => {
  const day = (value: string) =>
    matchSmallDay({
      ledger: [payment('o1', usd('10000')), ...booksOf(value.replace('.', ''))],
      files: antomTransactions([...parts, given(`-${value}`)], first),
    });
  expect(overRefunds(await day('100.00'))).toEqual([]);
  expect(overRefunds(await day('100.01'))).toEqual(['OVER_REFUND open USD 1 r1']);
});

test('what is in several books of a payment, awaiting and of an earlier day, counts once', async () => {
  const days = await matchSmallDays([
    { ledger: [payment('o1', usd('10000'))], files: antomTransactions(parts, first) },
    {
      day: second,
      ledger: booksOf('10001', second),
      files: antomTransactions([given('-100.01')], second),
    },
  ]);
  expect(days.map(overRefunds)).toEqual([[], ['OVER_REFUND open USD 1 r1']]);
});

test('captures with an id and a request of their own are found by the payment that was authorized', async () => {
  const day = await matchSmallDay({
    ...smallestUnit,
    files: walletTransactions(
      [
        { id: 'C1', original: 'P1', own: 'c1', type: 'CAPTURE', value: '6000' },
        { id: 'C2', original: 'P1', own: 'c2', type: 'CAPTURE', value: '4000' },
        { id: 'R1', original: 'P1', own: 'r1', type: 'REFUND', value: '-10001' },
      ],
      first,
    ),
  });
  expect(overRefunds(day)).toEqual(['OVER_REFUND open USD 1 r1']);
  expect(inWords(day.result.breaks).filter((words) => words.startsWith('ORPHAN_REFUND'))).toEqual([]);
});
