import { expect, test } from 'vitest';
import { inWords, matchSmallDays } from '../support/books.ts';
import { smallestUnit, walletSettlement, walletTransactions } from '../support/wallet-files.ts';

const day = '2026-11-20';

test('a settlement without a time of its payment waits from the day it was settled on, not for ever', async () => {
  const files = walletSettlement([{ id: 'P9', own: 'o9', type: 'VOID', value: '-1000' }], day, day);
  const timeless = Object.entries(files).map(([name, text]) => [
    name,
    text.replace(`VOID,${day}T10:00:00+08:00`, 'VOID,'),
  ]);
  const [first, second, third] = await matchSmallDays([
    { ...smallestUnit, files: { ...walletTransactions([], day), ...Object.fromEntries(timeless) } },
    ...['2026-11-21', '2026-11-22'].map((on) => ({
      ...{ ...smallestUnit, day: on, files: walletTransactions([], on) },
    })),
  ]);
  const ofRows = (one: typeof first) =>
    one?.result.breaks.filter(({ settlement }) => settlement !== undefined);
  expect(inWords(ofRows(first) ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED waiting USD 1000 o9']);
  expect(ofRows(first)?.[0]?.dueDay).toBe('2026-11-21');
  for (const later of [second, third]) {
    expect(inWords(ofRows(later) ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED open USD 1000 o9']);
  }
});
