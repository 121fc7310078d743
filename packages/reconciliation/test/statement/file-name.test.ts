import { parseStatementName } from '@alipay-intl/reconciliation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const pid = '2088000000000000';
const batch = '50002018122700000000000000000001';

const names: readonly (readonly [string, Partial<ReturnType<typeof parseStatementName>>])[] = [
  [`${pid}_transaction_20261121.txt`, { report: 'transaction', merchantId: pid, day: '2026-11-21' }],
  [`${pid}_settlement_20261121.txt`, { report: 'settlement', families: ['A1', 'A3', 'A2'] }],
  [`${pid}_fptrade_20180823.csv`, { report: 'transaction', families: ['A2', 'A4', 'A5', 'A6'] }],
  [`${pid}_settlebatch_20180823.csv`, { report: 'batch' }],
  [`${pid}_settle_20180823_${batch}.csv`, { report: 'settlement', batchId: batch }],
  [`${pid}_20180823.zip`, { report: 'archive', extension: 'zip', day: '2018-08-23' }],
  [
    'ALIPAY_TRANSACTION_DETAIL_CNY_20160730.csv',
    { report: 'transaction', currency: 'CNY', families: ['B0'] },
  ],
  ['ALIPAY_SETTLEMENT_DETAIL_CNY_20160730.csv', { report: 'settlement', day: '2016-07-30' }],
  ['ALIPAY_SETTLEMENT_SUMMARY_CNY_20160730.csv', { report: 'summary' }],
  ['transactionItems_20181225_000.csv', { report: 'transaction', seq: 0, day: '2018-12-25' }],
  ['transactionItems_USD_001.csv', { report: 'transaction', currency: 'USD', seq: 1, day: undefined }],
  ['transactionItems_USD_20181225_002.csv', { currency: 'USD', seq: 2, day: '2018-12-25' }],
  ['transactionItems_KaKaoPay_USD_20181225_999.csv', { psp: 'KaKaoPay', currency: 'USD', seq: 999 }],
  ['settlementItems_USD_2018122611021040123_000.csv', { batchId: '2018122611021040123', psp: undefined }],
  ['settlementItems_CONNECTWALLET_USD_2018122611021040123_000.csv', { psp: 'CONNECTWALLET' }],
  ['settlementSummary_JPY_2C2PXXXXXX0101_000.csv', { report: 'summary', batchId: '2C2PXXXXXX0101' }],
  [
    'SETTLEMENT_DETAIL_202604271985548486_20260428.xlsx',
    { report: 'settlement', batchId: '202604271985548486', day: '2026-04-28', extension: 'xlsx' },
  ],
  ['TRANSACTION_DETAIL_20260428.csv', { report: 'transaction', families: ['B3', 'B4'] }],
  ['SETTLEMENT_SUMMARY_202604271985548486_20260428.csv', { report: 'summary' }],
  ['2088611221573217_20180621151516.xls', { report: undefined, day: '2018-06-21', extension: 'xls' }],
  ['2088611221573217_201806.csv', { report: undefined, day: undefined }],
];

describe('the name of a statement file', () => {
  test.each(names)('%s', (name, parts) => {
    expect(parseStatementName(name)).toMatchObject({ name, ...parts });
  });
  test.each([
    ['a directory', `../${pid}_transaction_20261121.txt`],
    ['a directory of another system', `a\\${pid}_transaction_20261121.txt`],
    ['a file still being written', `${pid}_transaction_20261121.txt.tmp`],
    ['an encrypted file', `${pid}_transaction_20261121.txt.asc`],
    ['a day that does not exist', `${pid}_transaction_20260230.txt`],
    ['a month that does not exist', 'transactionItems_20261331_000.csv'],
    ['a line end behind it', `${pid}_transaction_20261121.txt\n`],
    ['a zero byte', `${pid}_transaction_20261121.txt\0`],
    ['digits of another script', `${pid}_transaction_２０２６１１２１.txt`],
    ['nothing', ''],
    ['other capitals', 'TransactionItems_20181225_000.csv'],
  ])('is none with %s', (_what, name) => {
    expect(parseStatementName(name)).toBeUndefined();
  });
  test('never holds what could leave a directory', () => {
    const near = fc
      .tuple(
        fc.constantFrom(...names.map(([name]) => name)),
        fc.nat(),
        fc.string({ unit: 'binary', maxLength: 3 }),
      )
      .map(([name, at, text]) => name.slice(0, at % name.length) + text + name.slice(at % name.length));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (name) => {
        if (parseStatementName(name) !== undefined) expect(name).toMatch(/^[0-9A-Za-z_]+\.[a-z]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
