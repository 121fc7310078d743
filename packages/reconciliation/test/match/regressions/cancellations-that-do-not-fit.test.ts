import { expect, test } from 'vitest';
import {
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
} from '../support/books.ts';
import { smallestUnit, usd, walletTransactions } from '../support/wallet-files.ts';

const day = '2026-11-20';
const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'] as const;
const paid = 'a 1 10.00 0.06 10:00:00 PAYMENT';
const partly = 'a 1 4.00 0.02 10:05:00 REVERSAL';
const partlyTaken = ['AMOUNT_MISMATCH open AUD 400 a'];
const quiet = (on: string) => ({ day: on, files: inStoreTransactions([], on) });

test('a reversal over another amount than the payment it names is open, and its settlement is awaited', async () => {
  const settled = [
    'a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P',
    '1 1 4.00 0.02 3.98 2026-11-20 10:05:00 R',
  ] as const;
  const [first, , , settling] = await matchSmallDays([
    { ledger: [payment('a')], files: inStoreTransactions([paid, partly]) },
    ...[quiet(days[0]), quiet(days[1])],
    { day: days[2], files: { ...inStoreTransactions([], days[2]), ...inStoreSettlement(settled, days[2]) } },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(partlyTaken);
  expect(first?.result.breaks[0]).toMatchObject({
    ...{ question: 'same-amount', difference: -400n, facts: { amount: 'under', original: '1000' } },
    transaction: { kind: 'cancel', line: 4 },
  });
  expect(first?.result.balances.transactions.by).toEqual({
    matched: { rows: 1, money: { AUD: 1000n } },
    mismatched: { rows: 1, money: { AUD: -400n } },
  });
  expect(first?.result.balances.unsettled.by).toEqual({ waiting: { rows: 2, money: { AUD: 600n } } });
  expect(settling?.result.balances.unsettled.by).toEqual({ matched: { rows: 2, money: { AUD: 600n } } });
  expect(settling?.result.breaks).toEqual([]);
});

test.each([
  ['awaits its settlement', {}, { rows: 2, money: { AUD: 600n } }],
  [
    'is settled',
    inStoreSettlement(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], day),
    { rows: 1, money: { AUD: -400n } },
  ],
])(
  'a reversal over another amount is noticed on the next day, where the payment %s',
  async (_, settled, waiting) => {
    const [, second, third] = await matchSmallDays([
      { ledger: [payment('a')], files: { ...inStoreTransactions([paid]), ...settled } },
      { day: days[0], files: inStoreTransactions([partly], days[0]) },
      quiet(days[1]),
    ]);
    expect(inWords(second?.result.breaks ?? [])).toEqual(partlyTaken);
    expect(second?.result.balances.transactions.by).toEqual({
      mismatched: { rows: 1, money: { AUD: -400n } },
    });
    expect(third?.result.breaks).toEqual([]);
    expect(third?.result.balances.unsettled.by).toEqual({ waiting });
  },
);

test('a reversal in another currency than the payment is open', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a')],
    files: inStoreTransactions([paid, 'a 1 10.00 0.06 10:05:00 REVERSAL HKD']),
  });
  expect(inWords(result.breaks)).toEqual(['CURRENCY_MISMATCH open HKD 1000 a']);
});

const reversed = [payment('a', { status: 'reversed', ...usd('1000') })];
const walletPaid = { id: 'P1', own: 'a', type: 'PAYMENT', value: '1000' } as const;
const cancel = { id: 'P1', own: 'a', type: 'CANCEL', value: '-1000', clock: '10:05:00' } as const;
const voided = {
  ...{ id: 'V1', original: 'P1', own: 'V1', type: 'VOID', value: '-1000', clock: '10:06:00' },
} as const;
const takenTwice = 'DUPLICATE_AT_PROVIDER open USD 1000 V1';

test('a payment that is cancelled and voided is taken back once; the second is one too many', async () => {
  const [first, second] = await matchSmallDays([
    { ...smallestUnit, ledger: reversed, files: walletTransactions([walletPaid, cancel, voided], day) },
    { ...smallestUnit, day: days[0], files: walletTransactions([], days[0]) },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toContain(takenTwice);
  expect(first?.result.balances.transactions.by).toEqual({
    netted: { rows: 2, money: { USD: 0n } },
    mismatched: { rows: 1, money: { USD: -1000n } },
  });
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.balances.unsettled.by).toEqual({
    netted: { rows: 2, money: { USD: 0n } },
    waiting: { rows: 1, money: { USD: -1000n } },
  });
});

test('a payment that was cancelled on an earlier day is voided once too often', async () => {
  const [, second, third] = await matchSmallDays([
    { ...smallestUnit, ledger: reversed, files: walletTransactions([walletPaid, cancel], day) },
    { ...smallestUnit, day: days[0], files: walletTransactions([voided], days[0]) },
    { ...smallestUnit, day: days[1], files: walletTransactions([], days[1]) },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toContain(takenTwice);
  expect(third?.result.breaks).toEqual([]);
});

test('a refund that is reversed twice has come back once', async () => {
  const refunded = { id: 'R1', original: 'P1', own: 'r1', type: 'REFUND', value: '-400' } as const;
  const reversal = (id: string) =>
    ({ id, original: 'P1', own: 'r1', type: 'REFUND_REVERSAL', value: '400' }) as const;
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('a', usd('1000')), refund('r1', 'a', { status: 'reversed', ...usd('400') })],
    files: walletTransactions([walletPaid, refunded, reversal('X1'), reversal('X2')], day),
  });
  expect(inWords(result.breaks)).toEqual(['DUPLICATE_AT_PROVIDER open USD 400 r1']);
});

test('own books succeeded, and only a cancellation over another amount is in the files', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a')],
    files: inStoreTransactions([partly]),
  });
  expect(inWords(result.breaks)).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
});

test('a cancellation that names nothing known is of a payment that never succeeded', async () => {
  const [first, second] = await matchSmallDays([
    { files: inStoreTransactions(['b 2 10.00 0.06 10:00:00 PAYMENT', partly]), ledger: [payment('b')] },
    quiet(days[0]),
  ]);
  for (const one of [first, second]) {
    expect(one?.result.breaks).toEqual([]);
    expect(one?.result.balances.unsettled.by['netted']).toEqual({ rows: 1, money: { AUD: -400n } });
  }
});

test('a late cancellation takes back what Alipay had, where own books had another amount', async () => {
  const [first, second] = await matchSmallDays([
    { ledger: [payment('a')], files: inStoreTransactions(['a 1 9.00 0.06 10:00:00 PAYMENT']) },
    { day: days[0], files: inStoreTransactions(['a 1 9.00 0.06 10:05:00 CANCEL'], days[0]) },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['AMOUNT_MISMATCH open AUD 100 a']);
  expect(inWords(second?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 900 a']);
});

test('a late void with an own id of its own leads through the payment of the files to that of own books', async () => {
  const [, second] = await matchSmallDays([
    { ...smallestUnit, ledger: [payment('a', usd('1000'))], files: walletTransactions([walletPaid], day) },
    { ...smallestUnit, day: days[0], files: walletTransactions([voided], days[0]) },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open USD 1000 V1']);
});
