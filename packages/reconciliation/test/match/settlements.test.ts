import { workingDays } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import {
  at,
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  refund,
  type SmallDay,
  terms,
} from './support/books.ts';

const friday: SmallDay = {
  ledger: [payment('a')],
  files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
};
const quiet = (day: string): SmallDay => ({ day, files: inStoreTransactions([], day) });
const settledOn = (rows: readonly string[], day: string): SmallDay => ({
  day,
  files: { ...inStoreTransactions([], day), ...inStoreSettlement(rows, day) },
});
const saturday = quiet('2026-11-21');
const weekend = [saturday, quiet('2026-11-22')];
const lastOf = async (days: readonly SmallDay[]) => (await matchSmallDays(days)).at(-1)?.result;

test('settled on the next working day as transacted', async () => {
  const result = await lastOf([
    friday,
    ...weekend,
    settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], '2026-11-23'),
  ]);
  expect(result?.state).toBe('closed');
  expect(result?.balances.unsettled).toEqual({
    added: { rows: 0, money: {} },
    carriedIn: { rows: 1, money: { AUD: 1000n } },
    by: { matched: { rows: 1, money: { AUD: 1000n } } },
  });
  expect(result?.balances.settlements.by).toEqual({ matched: { rows: 1, money: { AUD: 994n } } });
  expect(result?.totals).toEqual([
    { currency: 'AUD', ledger: 0n, transactions: 0n, settledGross: 1000n, fee: -6n, net: 994n },
  ]);
});

test('pending until its due day, then overdue, then closed by a late settlement', async () => {
  const days = await matchSmallDays([
    friday,
    ...weekend,
    quiet('2026-11-23'),
    quiet('2026-11-24'),
    quiet('2026-11-25'),
    settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], '2026-11-26'),
  ]);
  expect(days.map(({ result }) => result.counts.map(({ kind }) => kind).join())).toEqual([
    ...Array.from({ length: 5 }, () => 'PENDING_SETTLEMENT'),
    'OVERDUE_SETTLEMENT',
    '',
  ]);
  const overdue = days[5]?.result.breaks[0];
  expect(overdue).toMatchObject({
    dueDay: '2026-11-24',
    atStake: 1000n,
    question: 'settled',
    day: '2026-11-20',
  });
  expect(days[6]?.result.closed).toEqual([{ id: overdue?.id, reason: 'found 6 days later' }]);
});

test('a holiday moves the due day', async () => {
  const holiday = {
    inputs: { terms: { ...terms, isWorkingDay: workingDays({ holidays: ['2026-11-23'] }) } },
  };
  const result = await lastOf([friday, quiet('2026-11-25')].map((one) => ({ ...one, ...holiday })));
  expect(result?.counts.map(({ kind }) => kind)).toEqual(['PENDING_SETTLEMENT']);
});

test('at the end of a month a monthly cycle begins to count', async () => {
  const monthly = {
    inputs: { terms: { ...terms, settlement: { kind: 'monthly', workingDays: 2 } as const } },
  };
  const days = await matchSmallDays([
    {
      day: '2026-11-30',
      ledger: [payment('a', { occurredAtMs: at('10:00:00', '2026-11-30') })],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT'], '2026-11-30'),
      ...monthly,
    },
    { ...quiet('2026-12-03'), ...monthly },
    { ...quiet('2026-12-04'), ...monthly },
  ]);
  expect(days.map(({ result }) => result.counts.map(({ kind }) => kind).join())).toEqual([
    'PENDING_SETTLEMENT',
    'PENDING_SETTLEMENT',
    'OVERDUE_SETTLEMENT',
  ]);
});

describe('on the day of the settlement', () => {
  // The settlement of each payment is otherwise than its transaction; all of them are in one file.
  const cases: readonly { name: string; row: string; isTransacted?: false; breaks: readonly string[] }[] = [
    {
      name: 'the same',
      row: 'a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P',
      breaks: [],
    },
    {
      name: 'another amount',
      row: 'b 2 11.00 0.06 10.94 2026-11-20 10:00:00 P',
      breaks: ['AMOUNT_MISMATCH open AUD 100 b'],
    },
    {
      name: 'another currency',
      row: 'c 3 10.00 0.06 9.94 2026-11-20 10:00:00 P NZD',
      breaks: ['CURRENCY_MISMATCH open AUD 1000 c'],
    },
    {
      name: 'another fee than the transaction file said',
      row: 'd 4 10.00 0.08 9.92 2026-11-20 10:00:00 P',
      breaks: ['FEE_MISMATCH open AUD 2 d'],
    },
    {
      name: 'a payment that no transaction file has',
      row: 'x 7 5.00 0.03 4.97 2026-11-20 11:00:00 P',
      isTransacted: false,
      breaks: ['SETTLED_BUT_NOT_TRANSACTED open AUD 497 x'],
    },
    {
      name: 'a payment from before the books begin',
      row: 'y 8 5.00 0.03 4.97 2026-10-31 23:59:59 P',
      isTransacted: false,
      breaks: [],
    },
  ];
  const firstOf = (row: string): string => row.split(' ', 1)[0] ?? '';

  test('each row is judged by itself', async () => {
    const transacted = cases
      .filter(({ isTransacted = true }) => isTransacted)
      .map(({ row }) => row.split(' ', 2));
    const result = await lastOf([
      {
        ledger: transacted.map(([own = '']) => payment(own)),
        files: inStoreTransactions(transacted.map((ids) => `${ids.join(' ')} 10.00 0.06 10:00:00 PAYMENT`)),
      },
      saturday,
      settledOn(
        cases.map(({ row }) => row),
        '2026-11-23',
      ),
    ]);
    const found = inWords(result?.breaks ?? []);
    for (const { name, row, breaks } of cases)
      expect([name, found.filter((one) => one.endsWith(` ${firstOf(row)}`))]).toEqual([name, breaks]);
    expect(found).toHaveLength(cases.flatMap(({ breaks }) => breaks).length);
  });

  test('the same payment twice, in one file and on a later day', async () => {
    const row = 'a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P';
    const inOne = await matchSmallDays([
      friday,
      { ...settledOn([row, row], '2026-11-23'), statementOptions: { accept: ['ROW_REPEATED'] } },
      settledOn([row], '2026-11-24'),
    ]);
    expect(inOne.slice(-2).map(({ result }) => inWords(result.breaks))).toEqual([
      ['SETTLED_TWICE open AUD 994 a'],
      ['SETTLED_TWICE open AUD 994 a'],
    ]);
  });

  test('a payment that no transaction file has stays one break, and is settled twice when it comes again', async () => {
    const row = 'x 7 5.00 0.03 4.97 2026-11-20 11:00:00 P';
    const days = await matchSmallDays([
      friday,
      saturday,
      settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P', row], '2026-11-23'),
      settledOn([row], '2026-11-24'),
    ]);
    expect(days.slice(-2).map(({ result }) => inWords(result.breaks))).toEqual([
      ['SETTLED_BUT_NOT_TRANSACTED open AUD 497 x'],
      [expect.stringContaining('open AUD 497 x'), expect.stringContaining('open AUD 497 x')],
    ]);
    const [first, last] = [days.at(-2)?.result.breaks ?? [], days.at(-1)?.result.breaks ?? []];
    expect(last.map(({ kind }) => kind).toSorted()).toEqual(['SETTLED_BUT_NOT_TRANSACTED', 'SETTLED_TWICE']);
    expect(last.map(({ id }) => id)).toContain(first[0]?.id);
    expect(days.at(-1)?.result.closed).toEqual([]);
  });

  test('transactions of a day that are not in the books are waited for', async () => {
    const result = await lastOf([
      { files: {}, inputs: { hasTransactions: false } },
      settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], '2026-11-23'),
    ]);
    expect(inWords(result?.breaks ?? [])).toEqual(['SETTLED_BUT_NOT_TRANSACTED waiting AUD 994 a']);
  });
});

test('a payment that was cancelled before its settlement needs none', async () => {
  const cancelled: SmallDay = {
    ledger: [payment('a', { status: 'reversed' })],
    files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'a 1 10.00 0.06 10:05:00 REVERSAL']),
  };
  const absent = await matchSmallDays([cancelled, quiet('2026-11-23'), quiet('2026-11-26')]);
  expect(absent.map(({ result }) => result.state)).toEqual(Array.from({ length: 3 }, () => 'closed'));
  expect(absent[0]?.result.balances.unsettled.by).toEqual({ netted: { rows: 2, money: { AUD: 0n } } });

  const inverse = await lastOf([
    cancelled,
    settledOn(
      ['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P', '1 1 10.00 0.06 9.94 2026-11-20 10:05:00 R'],
      '2026-11-23',
    ),
  ]);
  expect(inverse?.state).toBe('closed');
  expect(inverse?.balances.settlements.by).toEqual({ matched: { rows: 2, money: { AUD: 0n } } });

  const halfSettled = await lastOf([
    cancelled,
    settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], '2026-11-23'),
    quiet('2026-11-25'),
  ]);
  expect(inWords(halfSettled?.breaks ?? [])).toEqual(['OVERDUE_SETTLEMENT open AUD 1000 a']);
});

test('refunds may make a settlement negative', async () => {
  const result = await lastOf([
    {
      ...friday,
      ledger: [payment('a'), refund('r', 'a')],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'r 1 4.00 0.00 12:00:00 REFUND']),
    },
    settledOn(['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P'], '2026-11-23'),
    settledOn(['r 1 4.00 0.00 4.00 2026-11-20 12:00:00 R'], '2026-11-24'),
  ]);
  expect(result?.balances.settlements.by).toEqual({ matched: { rows: 1, money: { AUD: -400n } } });
  expect(result?.state).toBe('closed');
});

test('a refund that the settlement prints with the ids of its payment is found by its amount', async () => {
  const result = await lastOf([
    {
      ...friday,
      ledger: [payment('a'), refund('r', 'a')],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'r 1 4.00 0.00 12:00:00 REFUND']),
    },
    settledOn(
      ['a 1 10.00 0.06 9.94 2026-11-20 10:00:00 P', 'a 1 4.00 0.00 4.00 2026-11-20 12:00:00 R'],
      '2026-11-23',
    ),
  ]);
  expect(result?.state).toBe('closed');
  expect(result?.pairs).toEqual({ 'original-and-amount': 1, 'own-and-provider-id': 1 });
});
