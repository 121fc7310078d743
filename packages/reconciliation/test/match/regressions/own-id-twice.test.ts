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

const next = '2026-11-21';

test('a carried record and one of today with the same own id do not share one transaction', async () => {
  for (const status of ['failed', 'open', 'reversed'] as const) {
    const [first, second] = await matchSmallDays([
      { ledger: [payment('a')], files: inStoreTransactions([]) },
      {
        day: next,
        ledger: [payment('a', { status, occurredAtMs: at('10:00:00', next) })],
        files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT'], next),
      },
    ]);
    expect(second?.result.balances.ledger.by).toEqual({
      matched: { rows: 1, money: { AUD: 1000n } },
      'no-money': { rows: 1, money: { AUD: 1000n } },
    });
    expect(second?.result.breaks).toEqual([]);
    expect(second?.result.closed).toEqual([{ id: first?.result.breaks[0]?.id, reason: 'found 1 day later' }]);
  }
});

test('a carried refund and its reversal in own books do not share one refund of Alipay', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [refund('r1', 'o', { occurredAtMs: at('23:59:59') })],
      files: inStoreTransactions([]),
    },
    {
      day: next,
      ledger: [refund('r1', 'o', { status: 'reversed', occurredAtMs: at('10:00:00', next) })],
      files: inStoreTransactions(['r1 9 4.00 0.00 00:00:01 REFUND'], next),
    },
  ]);
  expect(second?.result.balances.transactions.by).toEqual({ matched: { rows: 1, money: { AUD: -400n } } });
});

test('cancelled and paid anew under one own id: the payment that stayed is the one of own books', async () => {
  const rows = [
    'a 1 10.00 0.06 10:00:00 PAYMENT',
    'a 1 10.00 0.06 10:01:00 CANCEL',
    'a 2 10.00 0.06 10:02:00 PAYMENT',
  ];
  const { result } = await matchSmallDay({ ledger: [payment('a')], files: inStoreTransactions(rows) });
  expect(result.breaks).toEqual([]);
  expect(result.balances.transactions.by).toEqual({
    matched: { rows: 1, money: { AUD: 1000n } },
    netted: { rows: 2, money: { AUD: 0n } },
  });
});

test('an own id with another id of Alipay is no pair in the same class, whatever the other class has', async () => {
  const files = walletTransactions([{ id: 'pB', own: 'x', type: 'PAYMENT', value: '500' }], '2026-11-20');
  const ours = payment('x', { providerId: 'pA', ...usd('500') });
  const alone = await matchSmallDay({ ...smallestUnit, ledger: [ours], files });
  expect(inWords(alone.result.breaks)).toEqual([
    'MISSING_AT_PROVIDER waiting USD 500 x',
    'MISSING_IN_LEDGER waiting USD 500 x',
  ]);
  const both = await matchSmallDay({ ...smallestUnit, ledger: [ours, refund('x', 'y', usd('300'))], files });
  expect(inWords(both.result.breaks)).toEqual([
    'TYPE_MISMATCH open USD 300 x',
    'MISSING_AT_PROVIDER waiting USD 500 x',
  ]);
});
