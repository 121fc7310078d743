import { expect, test } from 'vitest';
import {
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
} from '../support/books.ts';

const quiet = (day: string) => ({ day, files: inStoreTransactions([], day) });
const settled = ['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'];

test.each(['reversed', 'succeeded'] as const)(
  'a cancellation of a payment that is settled is awaited, where own books say %s',
  async (status) => {
    const matched = await matchSmallDays([
      { ledger: [payment('a', { status })], files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']) },
      ...[quiet('2026-11-21'), quiet('2026-11-22')],
      {
        day: '2026-11-23',
        files: { ...inStoreTransactions([], '2026-11-23'), ...inStoreSettlement(settled, '2026-11-23') },
      },
      { day: '2026-11-24', files: inStoreTransactions(['a 1 10.00 0.06 10:05:00 REVERSAL'], '2026-11-24') },
      ...[quiet('2026-11-25'), quiet('2026-11-26'), quiet('2026-11-27')],
    ]);
    const [cancelled, waiting, due, overdue] = matched.slice(4);
    for (const one of [cancelled, waiting, due]) {
      expect(one?.result.balances.unsettled.by).toEqual({ waiting: { rows: 1, money: { AUD: -1000n } } });
    }
    expect(inWords(overdue?.result.breaks ?? [])).toEqual(['OVERDUE_SETTLEMENT open AUD 1000 a']);
  },
);
