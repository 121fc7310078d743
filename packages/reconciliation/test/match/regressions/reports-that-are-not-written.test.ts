import { checkBatch, openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { sampleText, statementOf } from '../../statement/support/samples.ts';
import { inStoreTransactions, inWords, matchSmallDay, matchSmallDays, payment } from '../support/books.ts';
import { smallestUnit, usd, walletSettlement, walletTransactions } from '../support/wallet-files.ts';

const [friday, monday, wednesday] = ['2026-11-20', '2026-11-23', '2026-11-25'];
const quiet = (day: string) => ({ day, files: inStoreTransactions([], day) });
const paid = { ledger: [payment('a')], files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']) };

test('without settlement files no payment awaits its settlement', async () => {
  const inputs = { reports: ['transaction'] } as const;
  const days = await matchSmallDays([
    { ...paid, inputs },
    { ...quiet(wednesday), inputs },
  ]);
  expect(days.map(({ result }) => [result.state, result.counts])).toEqual([
    ['closed', []],
    ['closed', []],
  ]);
  expect(days.map(({ result }) => result.balances.unsettled.by)).toEqual([
    { 'not-awaited': { rows: 1, money: { AUD: 1000n } } },
    {},
  ]);
});

test('what was overdue when settlement files ended is no longer', async () => {
  const days = await matchSmallDays([
    paid,
    quiet(wednesday),
    { ...quiet('2026-11-26'), inputs: { reports: ['transaction'] } },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([
    [],
    ['OVERDUE_SETTLEMENT open AUD 1000 a'],
    [],
  ]);
  const id = days[1]?.result.breaks[0]?.id;
  expect(days[2]?.result.closed).toEqual([{ id, reason: 'no longer awaited 6 days later' }]);
});

test('without settlement files no payout is unexplained', async () => {
  const payouts = [{ batchId: 'B1', currency: 'AUD', value: 994n, day: friday }];
  const reports = ['transaction'] as const;
  const breaksOf = async (inputs: object) =>
    inWords((await matchSmallDay({ ...paid, inputs })).result.breaks);
  expect(await breaksOf({ payouts, reports })).toEqual([]);
  expect(await breaksOf({ payouts })).toEqual(['SUMMARY_MISMATCH open AUD 994']);
});

test('without summaries no batch needs one', async () => {
  const row = { id: 'P1', own: 'a', type: 'PAYMENT', value: '1000' };
  const settlement = walletSettlement([row], monday, friday);
  const breaksOf = async (inputs: object) => {
    const days = await matchSmallDays([
      { ...smallestUnit, ledger: [payment('a', usd('1000'))], files: walletTransactions([row], friday) },
      { day: monday, ...smallestUnit, files: { ...walletTransactions([], monday), ...settlement }, inputs },
    ]);
    return inWords(days[1]?.result.breaks ?? []);
  };
  expect(await breaksOf({ reports: ['transaction', 'settlement'] })).toEqual([]);
  expect(await breaksOf({ reports: ['transaction', 'settlement', 'summary'] })).toEqual([
    'FILE_MISSING open USD 0',
  ]);
});

test('without settlement files no summary and no batch file needs them', async () => {
  const names = [
    'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv',
    '2088000000000000_settlebatch_20170523.csv',
  ];
  for (const name of names) {
    const files = [await openStatement(statementOf(sampleText(name), name))];
    expect(checkBatch(files).complete).toBe(false);
    expect(checkBatch(files, { reports: ['transaction', 'summary', 'batch'] }).complete).toBe(true);
  }
});
