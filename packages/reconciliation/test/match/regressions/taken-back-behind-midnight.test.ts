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
const days = ['2026-11-21', '2026-11-22', '2026-11-23'] as const;
const reversedAtMidnight = {
  ledger: [payment('a', { status: 'reversed', occurredAtMs: at('23:59:00') })],
  files: inStoreTransactions(['a 1 10.00 0.06 23:59:00 PAYMENT']),
} as const;
const cancelled = (on: string) => ({
  day: on,
  files: inStoreTransactions(['a 1 10.00 0.06 00:01:00 CANCEL'], on),
});
const quiet = (on: string) => ({ day: on, files: inStoreTransactions([], on) });

test('a payment of 23:59 that is cancelled at 00:01 waits for its cancellation, then both are netted', async () => {
  const [first, second] = await matchSmallDays([reversedAtMidnight, cancelled(days[0])]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH waiting AUD 1000 a']);
  expect(first?.result.breaks[0]?.dueDay).toBe(days[0]);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.closed).toEqual([
    { id: first?.result.breaks[0]?.id, reason: 'taken back 1 day later' },
  ]);
  expect(second?.result.balances.transactions.by).toEqual({ netted: { rows: 2, money: { AUD: 0n } } });
});

test('a payment that own books call reversed is open when nobody has taken it back, until somebody does', async () => {
  const [first, second, third, fourth] = await matchSmallDays([
    reversedAtMidnight,
    ...[quiet(days[0]), quiet(days[1])],
    cancelled(days[2]),
  ]);
  const id = first?.result.breaks[0]?.id;
  for (const later of [second, third]) {
    expect(inWords(later?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
    expect(later?.result.breaks[0]?.id).toBe(id);
    expect(later?.result.closed).toEqual([]);
  }
  expect(fourth?.result.breaks).toEqual([]);
  expect(fourth?.result.closed).toEqual([{ id, reason: 'taken back 3 days later' }]);
});

test('a payment that own books call failed is open at once, and closed by its cancellation', async () => {
  const [first, second] = await matchSmallDays([
    { ...reversedAtMidnight, ledger: [payment('a', { status: 'failed', occurredAtMs: at('23:59:00') })] },
    cancelled(days[0]),
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.closed.map(({ id }) => id)).toEqual([first?.result.breaks[0]?.id]);
});

const order = { id: 'p1', own: 'o1', type: 'PAYMENT', value: '10000' } as const;

test('a refund that own books call failed waits for its reversal', async () => {
  const failed = refund('r1', 'o1', { status: 'failed', originalProviderId: 'p1', ...usd('4000') });
  const [first, second] = await matchSmallDays([
    {
      ...smallestUnit,
      ledger: [payment('o1', usd('10000')), failed],
      files: walletTransactions(
        [order, { id: 'R1', original: 'p1', own: 'r1', type: 'REFUND', value: '-4000' }],
        day,
      ),
    },
    {
      ...{ ...smallestUnit, day: days[0] },
      files: walletTransactions(
        [{ id: 'x2', original: 'p1', own: 'r1', type: 'REFUND_REVERSAL', value: '4000' }],
        days[0],
      ),
    },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH waiting USD 4000 r1']);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.closed.map(({ id }) => id)).toEqual([first?.result.breaks[0]?.id]);
});

test('a refund that both books reverse, but with different amounts, is compared', async () => {
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('o1', usd('10000')), refund('r1', 'o1', { status: 'reversed', ...usd('4000') })],
    files: walletTransactions(
      [
        order,
        { id: 'R1', original: 'p1', own: 'r1', type: 'REFUND', value: '-5000' },
        { id: 'x1', original: 'p1', own: 'r1', type: 'REFUND_REVERSAL', value: '5000' },
      ],
      day,
    ),
  });
  expect(inWords(result.breaks)).toEqual(['AMOUNT_MISMATCH open USD 1000 r1']);
  expect(result.balances.transactions.by).toMatchObject({ adjustment: { rows: 1, money: { USD: 5000n } } });
});
