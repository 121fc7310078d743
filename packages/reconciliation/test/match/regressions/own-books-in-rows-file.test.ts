import { expect, test } from 'vitest';
import { at, inStoreTransactions, inWords, matchSmallDays, payment } from '../support/books.ts';

const [second, third] = ['2026-11-21', '2026-11-22'];

test('own books are in the rows file of their day, also where rows were carried in', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  const days = await matchSmallDays([
    {
      ledger: [payment('lonely'), ...ids.map((id) => payment(id))],
      files: inStoreTransactions(ids.map((id, no) => `${id} ${no} 10.00 0.06 10:00:00 PAYMENT`)),
    },
    {
      day: second,
      ledger: [
        payment('e', { occurredAtMs: at('10:00:00', second) }),
        payment('f', { occurredAtMs: at('10:00:00', second) }),
      ],
      files: inStoreTransactions(
        ['e 11 10.00 0.06 10:00:00 PAYMENT', 'f 12 10.00 0.06 10:00:00 PAYMENT'],
        second,
      ),
    },
    {
      day: third,
      ledger: [payment('f', { occurredAtMs: at('10:00:00', third) })],
      files: inStoreTransactions(['e 11 10.00 0.06 10:05:00 CANCEL'], third),
    },
  ]);
  expect(inWords(days[2]?.result.breaks ?? []).toSorted()).toEqual([
    'DUPLICATE_IN_LEDGER open AUD 1000 f',
    'MISSING_AT_PROVIDER open AUD 1000 lonely',
    'STATUS_MISMATCH open AUD 1000 e',
  ]);
});
