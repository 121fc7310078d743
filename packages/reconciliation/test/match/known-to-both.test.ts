import { expect, test } from 'vitest';
import {
  at,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
} from './support/books.ts';

test('a payment and its refund that both books have are matched', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('order-1'), refund('refund-1', 'order-1')],
    files: inStoreTransactions([
      'order-1 20261120001 10.00 0.06 10:00:00 PAYMENT',
      'refund-1 20261120001 4.00 0.00 12:00:00 REFUND',
    ]),
  });
  expect(result.balances.ledger).toEqual({
    added: { rows: 2, money: { AUD: 600n } },
    carriedIn: { rows: 0, money: {} },
    by: { matched: { rows: 2, money: { AUD: 600n } } },
  });
  expect(result.balances.transactions.by).toEqual({ matched: { rows: 2, money: { AUD: 600n } } });
  expect(result.pairs).toEqual({ 'own-id': 2 });
  // The settlement is not due.
  expect(result.state).toBe('waiting');
  expect(result.breaks).toEqual([]);
  expect(result.counts).toEqual([
    { kind: 'PENDING_SETTLEMENT', standing: 'waiting', currency: 'AUD', rows: 2, atStake: 1400n },
  ]);
});

test('a row that only one book has waits for the neighbouring day, then it is missing', async () => {
  const [first, second] = await matchSmallDays([
    {
      ledger: [payment('only-ours')],
      files: inStoreTransactions(['only-theirs 20261120002 7.00 0.04 11:00:00 PAYMENT']),
    },
    { day: '2026-11-21', files: inStoreTransactions([], '2026-11-21') },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual([
    'MISSING_AT_PROVIDER waiting AUD 1000 only-ours',
    'MISSING_IN_LEDGER waiting AUD 700 only-theirs',
  ]);
  expect(first?.result.breaks.map(({ dueDay }) => dueDay)).toEqual(['2026-11-21', '2026-11-21']);
  expect(inWords(second?.result.breaks ?? [])).toEqual([
    'MISSING_AT_PROVIDER open AUD 1000 only-ours',
    'MISSING_IN_LEDGER open AUD 700 only-theirs',
  ]);
  expect(second?.result.breaks.map(({ id }) => id)).toEqual(first?.result.breaks.map(({ id }) => id));
  expect(second?.result.state).toBe('open');
});

test('a payment around midnight is matched with the next day', async () => {
  const [first, second] = await matchSmallDays([
    { ledger: [payment('late', { occurredAtMs: at('23:59:58') })], files: inStoreTransactions([]) },
    {
      day: '2026-11-21',
      files: inStoreTransactions(['late 20261121001 10.00 0.06 00:00:01 PAYMENT'], '2026-11-21'),
    },
  ]);
  expect(second?.result.pairs).toEqual({ 'own-id': 1, 'timing-shifted': 1 });
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.closed).toEqual([{ id: first?.result.breaks[0]?.id, reason: 'found 1 day later' }]);
  expect(second?.result.balances.ledger.carriedIn).toEqual({ rows: 1, money: { AUD: 1000n } });
});
