import { expect, test } from 'vitest';
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

const day = '2026-11-20';
const days = ['2026-11-21', '2026-11-22'] as const;
const paid = { id: 'p1', own: 'o1', type: 'PAYMENT', value: '10000' } as const;
const refunded = (number: number) =>
  ({ id: `R${number}`, original: 'p1', own: `r${number}`, type: 'REFUND', value: '-4000' }) as const;
const reversal = (id: string, own: string) =>
  ({ id, original: 'p1', own, type: 'REFUND_REVERSAL', value: '4000' }) as const;
/** Own books know of one reversed refund; Alipay reverses both. */
const ledger = [
  payment('o1', usd('10000')),
  refund('r1', 'o1', { status: 'reversed', originalProviderId: 'p1', ...usd('4000') }),
  refund('r2', 'o1', { originalProviderId: 'p1', ...usd('4000') }),
];
const transactions = [paid, refunded(1), refunded(2)] as const;
const mismatch = ['STATUS_MISMATCH open USD 4000 r2'];

test('two reversals of one day take back two refunds, not one of them twice', async () => {
  const files = walletTransactions(
    [...transactions, reversal('x1', 'other-1'), reversal('x2', 'other-2')],
    day,
  );
  const { result } = await matchSmallDay({ ...smallestUnit, ledger, files });
  expect(inWords(result.breaks)).toEqual(mismatch);
});

test('one reversal without an own id of a refund is that of the refund that own books call reversed', async () => {
  const files = walletTransactions([...transactions, reversal('x1', 'other-1')], day);
  const { result } = await matchSmallDay({ ...smallestUnit, ledger, files });
  expect(result.breaks).toEqual([]);
});

test('days later, the own id of a reversal decides alone', async () => {
  const [, second] = await matchSmallDays([
    { ...smallestUnit, ledger, files: walletTransactions(transactions, day) },
    {
      ...{ ...smallestUnit, day: days[0] },
      files: walletTransactions([reversal('x2', 'r2')], days[0]),
    },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual(mismatch);
});

test('days later, the second reversal of a payment is noticed where own books know of one', async () => {
  const [, second, third] = await matchSmallDays([
    { ...smallestUnit, ledger, files: walletTransactions(transactions, day) },
    {
      ...{ ...smallestUnit, day: days[0] },
      files: walletTransactions([reversal('x1', 'other-1')], days[0]),
    },
    {
      ...{ ...smallestUnit, day: days[1] },
      files: walletTransactions([reversal('x2', 'other-2')], days[1]),
    },
  ]);
  expect(second?.result.breaks).toEqual([]);
  expect(inWords(third?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open USD 4000 other-2']);
});

test('a late cancellation is found by the id of Alipay where own books have another own id', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('mine', { providerId: '1' })],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
    },
    { day: days[0], files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 CANCEL'], days[0]) },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
});

test('what own books said last of a payment counts, not that an attempt of it had failed before', async () => {
  const [first, second, third] = ['2026-11-20', ...days] as const;
  const [, , last] = await matchSmallDays([
    {
      ...{ ledger: [payment('a', { status: 'failed', occurredAtMs: at('10:00:00', first) })] },
      files: inStoreTransactions([], first),
    },
    {
      ...{ day: second, ledger: [payment('a', { occurredAtMs: at('10:00:00', second) })] },
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT'], second),
    },
    { day: third, files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 CANCEL'], third) },
  ]);
  expect(inWords(last?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
});
