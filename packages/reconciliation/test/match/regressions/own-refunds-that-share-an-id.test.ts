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
const nextDay = '2026-11-21';
/** Refunds in store of a payment that is older than the books. */
const own = (ownId: string, clock: string) =>
  refund(ownId, 'old', { providerId: 'OLD1', occurredAtMs: at(clock) });
const inFile = (ownId: string, clock: string) => `${ownId} OLD1 4.00 0.00 ${clock} REFUND`;

test('refunds in store with the id of a payment from before the books are two', async () => {
  const [first, second] = await matchSmallDays([
    {
      ledger: [own('r1', '12:00:00'), own('r2', '23:59:59')],
      files: inStoreTransactions([inFile('r1', '12:00:00')]),
    },
    { day: nextDay, files: inStoreTransactions([inFile('r2', '00:00:01')], nextDay) },
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['MISSING_AT_PROVIDER waiting AUD 400 r2']);
  expect(second?.result.breaks).toEqual([]);
});

test('they are two where the files of the day have none of them', async () => {
  const [first, second] = await matchSmallDays([
    { ledger: [own('r1', '23:59:58'), own('r2', '23:59:59')], files: inStoreTransactions([]) },
    {
      day: nextDay,
      files: inStoreTransactions([inFile('r1', '00:00:01'), inFile('r2', '00:00:02')], nextDay),
    },
  ]);
  expect(first?.result.breaks.map(({ kind }) => kind)).toEqual([
    'MISSING_AT_PROVIDER',
    'MISSING_AT_PROVIDER',
  ]);
  expect(second?.result.breaks).toEqual([]);
});

test('two records with the id that a file has as that of a refund are one too many', async () => {
  const same = { providerId: 'R1', originalProviderId: 'P1', ...usd('400') };
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('a', usd('1000')), refund('r1', 'a', same), refund('r2', 'a', same)],
    files: walletTransactions(
      [
        { id: 'P1', own: 'a', type: 'PAYMENT', value: '1000' },
        { id: 'R1', original: 'P1', own: 'r1', type: 'REFUND', value: '-400' },
      ],
      day,
    ),
  });
  expect(inWords(result.breaks)).toEqual(['DUPLICATE_IN_LEDGER open USD 400 r2']);
});
