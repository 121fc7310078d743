import { readFile } from 'node:fs/promises';
import type { Break, LedgerRecord, SideBalance } from '@alipay-intl/reconciliation/match';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, folderOfTests, inStoreTransactions, matchSmallDay, payment, refund } from './support/books.ts';

/** What happened to one order, seen from both books. */
interface Fate {
  readonly ours: 'none' | 'succeeded' | 'reversed' | 'failed';
  readonly theirs: 'none' | 'paid' | 'cancelled' | 'more' | 'foreign';
  readonly refund: 'none' | 'both' | 'ours' | 'theirs' | 'too-much';
}

const fates = fc.array(
  fc.record<Fate>({
    ours: fc.constantFrom('none', 'succeeded', 'succeeded', 'reversed', 'failed'),
    theirs: fc.constantFrom('none', 'paid', 'paid', 'cancelled', 'more', 'foreign'),
    refund: fc.constantFrom('none', 'none', 'both', 'ours', 'theirs', 'too-much'),
  }),
  { maxLength: 60, size: 'max' },
);

function ledgerOf(orders: readonly Fate[]): readonly LedgerRecord[] {
  return orders.flatMap((order, no) => {
    const records: LedgerRecord[] = [];
    if (order.ours !== 'none') records.push(payment(`order-${no}`, { status: order.ours }));
    if (['both', 'ours', 'too-much'].includes(order.refund)) {
      const value = order.refund === 'too-much' ? '1100' : '400';
      records.push(refund(`refund-${no}`, `order-${no}`, { amount: { currency: 'AUD', value } }));
    }
    return records;
  });
}

function rowsOf(orders: readonly Fate[]): readonly string[] {
  return orders.flatMap(({ theirs, refund: refunded }, no) => {
    const rows: string[] = [];
    const amount = theirs === 'more' ? '10.40' : '10.00';
    const currency = theirs === 'foreign' ? 'NZD' : 'AUD';
    if (theirs !== 'none') rows.push(`order-${no} 2026${no} ${amount} 0.06 10:00:00 PAYMENT ${currency}`);
    if (theirs === 'cancelled') rows.push(`order-${no} 2026${no} ${amount} 0.06 10:05:00 CANCEL ${currency}`);
    if (refunded === 'both' || refunded === 'theirs')
      rows.push(`refund-${no} 2026${no} 4.00 0.00 12:00:00 REFUND`);
    if (refunded === 'too-much') rows.push(`refund-${no} 2026${no} 11.00 0.00 12:00:00 REFUND`);
    return rows;
  });
}

/** Without the line, which a row has from the order of its file. */
function withoutLines(breaks: readonly Break[]): readonly Break[] {
  return breaks.map((one) => ({
    ...one,
    transaction: one.transaction === undefined ? undefined : { ...one.transaction, line: 0 },
  }));
}

const sumOfRows = ({ by }: SideBalance): number => Object.values(by).reduce((sum, { rows }) => sum + rows, 0);

test('the order of rows does not matter, and each row has one disposition', async () => {
  await fc.assert(
    fc.asyncProperty(fates, fc.nat(), async (orders, seed) => {
      const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
        items
          .map((item, place) => ({ item, key: ((place + 1) * (2 * seed + 7_919)) % 104_729 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ item }) => item);
      const ledger = ledgerOf(orders);
      const rows = rowsOf(orders);
      const one = await matchSmallDay({ ledger, files: inStoreTransactions(rows) });
      const other = await matchSmallDay({
        ledger: shuffled(ledger),
        files: inStoreTransactions(shuffled(rows)),
      });
      expect(withoutLines(other.result.breaks)).toEqual(withoutLines(one.result.breaks));
      expect({ ...other.result, breaks: [], files: [], inputsSha256: '' }).toEqual({
        ...one.result,
        ...{ breaks: [], files: [], inputsSha256: '' },
      });
      expect(sumOfRows(one.result.balances.ledger)).toBe(ledger.length);
      expect(sumOfRows(one.result.balances.transactions)).toBe(rows.length);
      expect(new Set(one.result.breaks.map(({ id }) => id)).size).toBe(one.result.breaks.length);
    }),
    // Orders do not meet each other, so a day of many tries as much as many days.
    { numRuns: 4 },
  );
}, 120_000);

test('the same inputs give the same bytes, and other inputs another digest', async () => {
  const orders: readonly Fate[] = [
    { ours: 'succeeded', theirs: 'paid', refund: 'both' },
    { ours: 'succeeded', theirs: 'none', refund: 'none' },
    { ours: 'reversed', theirs: 'cancelled', refund: 'none' },
    { ours: 'none', theirs: 'paid', refund: 'theirs' },
  ];
  const ledger = ledgerOf(orders);
  const files = inStoreTransactions(rowsOf(orders));
  const one = await matchSmallDay({ ledger, files });
  const again = await matchSmallDay({ ledger: ledger.toReversed(), files });
  expect(again.result).toEqual(one.result);
  for (const kind of ['rows', 'carriedOut'] as const) {
    expect(await readFile(again[kind].path)).toEqual(await readFile(one[kind].path));
    expect(again[kind].sha256).toBe(one[kind].sha256);
  }
  const digests = [
    one,
    await matchSmallDay({ ledger: ledger.slice(1), files }),
    await matchSmallDay({ ledger, files, inputs: { hasTransactions: false } }),
    await matchSmallDay({ ledger, files, inputs: { merchant: 'other-house' } }),
    await matchSmallDay({ ledger, files, inputs: { payouts: [] } }),
  ].map(({ result }) => result.inputsSha256);
  expect(new Set(digests).size).toBe(digests.length);
});

test('a day without anything is closed', async () => {
  const { result } = await matchSmallDay({ files: inStoreTransactions([]) });
  expect(result).toMatchObject({ state: 'closed', breaks: [], counts: [], totals: [], hours: [], pairs: {} });
});

test('both sides of midnight in UTC+8 are of two days, whatever the day in UTC', async () => {
  const ledger = [
    payment('first', { occurredAtMs: at('00:00:00') }),
    payment('last', { occurredAtMs: at('23:59:59') }),
    payment('next', { occurredAtMs: at('00:00:00', '2026-11-21') }),
  ];
  const { result } = await matchSmallDay({
    ledger,
    files: inStoreTransactions(['first 1 10.00 0.06 00:00:00 PAYMENT', 'last 2 10.00 0.06 23:59:59 PAYMENT']),
  });
  expect(result.breaks).toEqual([]);
  expect(result.hours.map(({ hour, payments }) => [hour, payments])).toEqual([
    [0, 1],
    [23, 1],
  ]);
});

test('more breaks than can be listed are counted all the same', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a'), payment('b', { amount: { currency: 'AUD', value: '2000' } }), payment('c')],
    files: inStoreTransactions([]),
    breaksMax: 1,
  });
  expect(result.breaks.map(({ ledger }) => ledger?.ownId)).toEqual(['b']);
  expect(result.counts).toMatchObject([{ kind: 'MISSING_AT_PROVIDER', rows: 3, atStake: 4000n }]);
});

test('carried rows that are not the ones that were written are refused', async () => {
  const folder = await folderOfTests();
  const { carriedOut } = await matchSmallDay({
    folder,
    ledger: [payment('a')],
    files: inStoreTransactions([]),
  });
  const wrong = { ...carriedOut, sha256: '0'.repeat(64) };
  const gone = { ...carriedOut, path: `${carriedOut.path}.gone` };
  for (const carriedIn of [wrong, gone]) {
    await expect(matchSmallDay({ day: '2026-11-21', inputs: { carriedIn } })).rejects.toMatchObject({
      code: 'ERR_CARRIED_ROWS',
    });
  }
});
