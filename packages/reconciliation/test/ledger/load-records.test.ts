import { type LedgerRecord, type LedgerWindow, ledgerFromRecords } from '@alipay-intl/reconciliation/match';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLedger } from '../../src/ledger/load-ledger.ts';
import { day, dayMs, issuesOf, nowMs, openBooks, payment, rowsOf } from './books-scene.ts';

const books = (records: readonly unknown[]): ReturnType<typeof ledgerFromRecords> =>
  ledgerFromRecords(() => records as readonly LedgerRecord[]);
const refund: LedgerRecord = {
  ...payment('r', { providerId: 'R', originalOwnId: 'p', originalProviderId: 'P', status: 'reversed' }),
  kind: 'refund',
};

test('records become rows with signed amounts', async () => {
  const connection = await openBooks();
  const loaded = await loadLedger(connection, books([payment('p'), refund]), day, { nowMs });
  expect(loaded.rows).toBe(2);
  const shared = { carried: false, day, currency: 'USD', occurred_ms: BigInt(dayMs) };
  const none = { provider_id: null, original_own_id: null, original_provider_id: null };
  expect(await rowsOf(connection)).toEqual([
    { ...shared, ...none, row_id: 0n, kind: 'payment', own_id: 'p', status: 'succeeded', gross: 1999n },
    {
      ...shared,
      ...{ row_id: 1n, kind: 'refund', own_id: 'r', status: 'reversed', gross: -1999n },
      ...{ provider_id: 'R', original_own_id: 'p', original_provider_id: 'P' },
    },
  ]);
});

test('the window is the day in UTC+8, and rows are told as they come', async () => {
  const windows: LedgerWindow[] = [];
  const told: number[] = [];
  const source = ledgerFromRecords(async function* (window) {
    windows.push(window);
    for (let n = 0; n < 5_000; n += 1) yield payment(`o-${n}`, { occurredAtMs: window.fromMs + n });
  });
  const connection = await openBooks();
  await loadLedger(connection, source, day, { nowMs, onRows: (rows) => told.push(rows) });
  expect(windows).toEqual([{ fromMs: dayMs, toMs: dayMs + 86_400_000 }]);
  expect(told).toEqual([2_048, 4_096, 5_000]);
  expect(new Set((await rowsOf(connection)).map((row) => row['row_id'])).size).toBe(5_000);
});

test('rows that are there already keep their numbers, and stay when loading is refused', async () => {
  const connection = await openBooks();
  await loadLedger(connection, books([payment('a')]), day, { nowMs });
  await connection.run('update ledger_rows set carried = true, row_id = 41');
  await loadLedger(connection, books([payment('b')]), day, { nowMs });
  const wrong = Array.from({ length: 3_000 }, (_, n) => payment(n === 2_999 ? '' : `c-${n}`));
  await expect(loadLedger(connection, books(wrong), day, { nowMs })).rejects.toThrow('records[2999], ownId');
  expect((await rowsOf(connection)).map((row) => [row['own_id'], row['row_id']])).toEqual([
    ['a', 41n],
    ['b', 42n],
  ]);
});

test('all faults of all records are told together, those beyond a hundred only counted', async () => {
  const connection = await openBooks();
  const amount = { currency: 'XXX', value: 5.99 as never };
  const wrong = [payment('a', { amount }), payment('b'), undefined, payment('b'), payment('b')];
  expect(await issuesOf(loadLedger(connection, books(wrong), day, { nowMs }))).toEqual([
    'records[0], amount.currency: "XXX" is not an active ISO 4217 code, such as USD',
    expect.stringContaining('records[0], amount.value: the number 5.99 is not a text of 1 to 15 digits'),
    'records[2]: is missing; expected a record',
    'records[3], ownId: the payment "b" is in records[1] already',
    'records[4], ownId: the payment "b" is in records[1] already',
  ]);
  const many = Array.from({ length: 150 }, () => payment(''));
  const loading = loadLedger(connection, books(many), day, { nowMs });
  await expect(loading).rejects.toMatchObject({ issues: { length: 100 } });
  await expect(loading).rejects.toThrow('and 149 more faults');
  expect(await rowsOf(connection)).toEqual([]);
});

test('an id may be that of a payment and of a refund', async () => {
  const twins = [payment('x'), { ...payment('x'), kind: 'refund' }];
  expect((await loadLedger(await openBooks(), books(twins), day, { nowMs })).rows).toBe(2);
});

test('a record outside of the window shows that the source selects by another time', async () => {
  const connection = await openBooks();
  const wrong = [
    payment('a', { occurredAtMs: dayMs - 1 }),
    payment('b', { occurredAtMs: dayMs + 86_400_000 }),
  ];
  expect(await issuesOf(loadLedger(connection, books(wrong), day, { nowMs }))).toEqual([
    'records[0], occurredAtMs: 2026-11-19T15:59:59.999Z is outside of the window that was asked for',
    'records[1], occurredAtMs: 2026-11-20T16:00:00.000Z is outside of the window that was asked for',
  ]);
});

test('a day in the future has no records yet', async () => {
  const loading = loadLedger(await openBooks(), books([payment('a')]), day, { nowMs: dayMs - 1 });
  expect(await issuesOf(loading)).toEqual([
    'records[0], occurredAtMs: 2026-11-19T16:00:00.000Z is in the future',
  ]);
});

test('what the source throws is the cause', async () => {
  const cause = new Error('no connection');
  const source = ledgerFromRecords(async function* () {
    yield payment('a');
    throw cause;
  });
  const connection = await openBooks();
  const loading = loadLedger(connection, source, day, { nowMs });
  await expect(loading).rejects.toMatchObject({ code: 'ERR_LEDGER_UNREADABLE', cause });
  expect(await rowsOf(connection)).toEqual([]);
});

test.each([undefined, 7, { length: 1 }])(
  'a source that gives %o instead of records is unreadable',
  async (wrong) => {
    const source = ledgerFromRecords(() => wrong as never);
    const loading = loadLedger(await openBooks(), source, day, { nowMs });
    await expect(loading).rejects.toMatchObject({ code: 'ERR_LEDGER_UNREADABLE' });
  },
);

test('an abort ends the loading and the source', async () => {
  const abort = new AbortController();
  let isOver = false;
  const source = ledgerFromRecords(function* () {
    try {
      for (let n = 0; ; n += 1) {
        if (n === 3_000) abort.abort();
        yield payment(`o-${n}`);
      }
    } finally {
      isOver = true;
    }
  });
  const connection = await openBooks();
  const loading = loadLedger(connection, source, day, { nowMs, signal: abort.signal });
  await expect(loading).rejects.toThrow(abort.signal.reason);
  expect(isOver).toBe(true);
  expect(await rowsOf(connection)).toEqual([]);
});

test.each(['2026-02-30', '20261120', '', 7 as never])('the day %j is refused', async (wrong) => {
  const loading = loadLedger(await openBooks(), books([]), wrong, { nowMs });
  await expect(loading).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
});

test('what is no function makes no source', () => {
  expect(() => ledgerFromRecords([] as never)).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});

const someRecords = fc.uniqueArray(
  fc.record({
    ownId: fc.stringMatching(/^[a-z]{1,3}$/),
    providerId: fc.option(fc.stringMatching(/^[a-z]{1,3}$/), { nil: undefined }),
    status: fc.constantFrom('succeeded' as const, 'open' as const),
    amount: fc.record({ currency: fc.constantFrom('USD', 'JPY'), value: fc.stringMatching(/^[1-9]\d?$/) }),
    occurredAtMs: fc.integer({ min: dayMs, max: dayMs + 3 }),
  }),
  { selector: ({ ownId }) => ownId, minLength: 1, maxLength: 6 },
);

test('the digest is that of the rows: of any order, and another one when anything changes', async () => {
  const connection = await openBooks();
  const digestOf = async (records: readonly LedgerRecord[]): Promise<string> => {
    await connection.run('delete from ledger_rows');
    return (await loadLedger(connection, books(records), day, { nowMs })).sha256;
  };
  const shape = fc.record({ members: someRecords, seed: fc.nat(), at: fc.nat(), change: fc.nat({ max: 5 }) });
  await fc.assert(
    fc.asyncProperty(shape, async ({ members, seed, at, change }) => {
      const records = members.map((one): LedgerRecord => ({ ...one, kind: 'payment' }));
      const shuffled = records
        .toSorted((a, b) => ((seed + a.ownId.length) % 3) - (b.occurredAtMs % 3))
        .reverse();
      const digest = await digestOf(records);
      expect(await digestOf(shuffled)).toBe(digest);
      const changes: readonly ((record: LedgerRecord) => LedgerRecord)[] = [
        (record) => ({ ...record, kind: 'refund' }),
        (record) => ({ ...record, ownId: `${record.ownId}-` }),
        (record) => ({ ...record, providerId: `${record.providerId ?? ''}-` }),
        (record) => ({ ...record, status: 'failed' }),
        (record) => ({ ...record, amount: { ...record.amount, value: `${record.amount.value}0` } }),
        (record) => ({ ...record, occurredAtMs: record.occurredAtMs + 10 }),
      ];
      const changed = records.map((record, index) =>
        index === at % records.length ? (changes[change]?.(record) ?? record) : record,
      );
      expect(await digestOf(changed)).not.toBe(digest);
      expect(await digestOf(records.slice(1))).not.toBe(digest);
    }),
    { numRuns: 40 },
  );
});
