import { type DefectCode, inspectStatement, openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { codesOf, defectsOf, recordsOf, sample, sampleText, statementOf } from './support/samples.ts';

const store = '2088000000000000_transaction_20131202.txt';
const settled = '2088000000000000_settlement_20170803.txt';
const items = 'transactionItems_20240102_000.csv';
const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const summary = 'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv';
const online = '2088721149955614_fptrade_20180823.csv';

/** One change to a sample, and the defect that it must be refused with: code, line, column. */
type Change = readonly [
  code: DefectCode,
  file: string,
  printed: string,
  damaged: string,
  line: number,
  column: string | undefined,
];

const changes: readonly Change[] = [
  ['FILE_TRUNCATED', items, '<END>\n', '', 4, undefined],
  ['FILE_TRUNCATED', store, 'Total_count:4', 'Total_count:5', 1, 'Total_count'],
  ['ROW_COUNT_MISMATCH', store, 'Total_count:4', 'Total_count:3', 1, 'Total_count'],
  ['LAST_LINE_UNFINISHED', settled, '|369.30|1\n', '|369.30|1', 2, undefined],
  ['ROW_AFTER_END', items, '<END>\n', '<END>\n1,2\n', 6, undefined],
  ['PREAMBLE_MALFORMED', store, 'Total_count:4', 'Total_count:four', 1, undefined],
  ['PREAMBLE_MALFORMED', store, 'Payment_time: 2013-12-02', 'Payment_time: 02.12.2013', 1, undefined],
  ['PARTNER_MISMATCH', store, 'Partner:208800000000', 'Partner:2088000000000009', 1, 'Partner'],
  ['MISSING_COLUMN', store, '|Currency|', '|Curency|', 2, 'Currency'],
  ['REPEATED_COLUMN', store, '|Remark|', '|Payment_time|', 2, 'Payment_time'],
  ['ROW_MALFORMED', store, '0002|', '0002||', 4, undefined],
  ['CELL_EMPTY', store, '0002|', '|', 4, 'Partner_transaction_id'],
  ['CELL_EMPTY', details, ',100.00,USD', ',,USD', 2, 'transactionAmountValue'],
  ['CELL_EMPTY', items, ',2024-01-02T10:00:00+08:00,', ',,', 2, 'paymentTime'],
  ['CELL_EMPTY', details, ',97.20,USD', ',,USD', 2, 'settlementAmountValue'],
  ['AMOUNT_INVALID', store, '|100|3|', '|100|3.005|', 3, 'Charge_amount'],
  ['CURRENCY_UNKNOWN', store, '|HKD|', '|HKX|', 3, 'Currency'],
  ['CURRENCY_UNKNOWN', items, ',14.50,USD', ',14.50,', 2, 'transactionAmountValue'],
  ['TIME_INVALID', store, '10:45:42', '10:65:42', 3, 'Payment_time'],
  ['RATE_INVALID', settled, '|5.41940000|', '|5,41940000|', 2, 'Rate'],
  ['COUNT_INVALID', summary, 'PAYMENT,1,', 'PAYMENT,1.0,', 2, 'count'],
  ['ID_CORRUPTED_BY_SPREADSHEET', store, '201312020445', '2.01312E+11', 3, 'Transaction_id'],
  ['TYPE_UNKNOWN', store, '|PAYMENT|', '|PAYMNT|', 3, 'Transaction_type'],
  ['TYPE_UNKNOWN', store, '|PAYMENT|', '|VOID|', 3, 'Transaction_type'],
  ['SIGN_CONTRADICTS_TYPE', store, '|100|3|', '|-100|3|', 3, 'Transaction_amount'],
  [
    'SIGN_CONTRADICTS_TYPE',
    items,
    'PAYMENT,2024-01-02T10:00:00+08:00,CASHIER_PAYMENT,14.50',
    'REFUND,2024-01-02T10:00:00+08:00,CASHIER_PAYMENT,14.50',
    2,
    'transactionAmountValue',
  ],
  ['SIGN_CONTRADICTS_TYPE', items, ',-14.50,', ',14.50,', 3, 'transactionAmountValue'],
  ['SIGN_CONTRADICTS_TYPE', items, ',14.50,', ',-14.50,', 2, 'transactionAmountValue'],
  ['SIGN_CONTRADICTS_TYPE', summary, '-66.68', '66.68', 3, 'settlementAmountValue'],
  ['NET_FORMULA_MISMATCH', settled, '|367.08|', '|367.07|', 2, 'Settlement'],
  ['NET_FORMULA_MISMATCH', online, '2.78', '2.79', 2, 'Settlement'],
  ['NET_FORMULA_MISMATCH', details, '97.20', '97.23', 2, 'settlementAmountValue'],
  ['NET_FORMULA_MISMATCH', details, '-66.68', '-66.72', 3, 'settlementAmountValue'],
  ['NET_FORMULA_MISMATCH', details, '-0.20,USD', '-0.20,HKD', 2, 'lunarFeeAmountValue'],
  ['FX_MISMATCH', online, '128.00', '128.10', 2, 'Rmb_amount'],
  ['FX_MISMATCH', settled, '5.41940000', '5.51940000', 2, 'Rmb_amount'],
  [
    'ROW_REPEATED',
    store,
    '0002|201312020446|100|3|HKD|2013-12-02 10:45:13|REVERSAL',
    '0001|201312020445|100|3|HKD|2013-12-02 10:45:13|PAYMENT',
    4,
    'Partner_transaction_id',
  ],
];

describe('a defect', () => {
  test.each(changes)('%s: %s with "%s" as "%s"', async (code, file, printed, damaged, line, column) => {
    const text = sampleText(file);
    expect(text).toContain(printed);
    const defects = await defectsOf(statementOf(text.replace(printed, damaged), file));
    expect(defects).toContainEqual(
      expect.objectContaining({ code, line, ...(column === undefined ? {} : { column }) }),
    );
    expect(defects.map((defect) => defect.line ?? Number.MAX_VALUE)).toEqual(
      defects.map((defect) => defect.line ?? Number.MAX_VALUE).toSorted((left, right) => left - right),
    );
  });
  test.each([
    ['PAYMENT,1,', 'PAYMENT,2,', 'count', '4', '5'],
    ['TOTAL,4,9.52', 'TOTAL,4,9.53', 'settlementAmountValue', '9.53', '9.52'],
  ])('SUMMARY_MISMATCH: "%s" as "%s"', async (printed, damaged, column, shown, sum) => {
    const text = sampleText(summary).replace(printed, damaged);
    const defects = await defectsOf(statementOf(text, summary));
    expect(defects).toEqual([
      {
        code: 'SUMMARY_MISMATCH',
        column,
        printed: shown,
        expected: expect.stringMatching(new RegExp(`^${sum},`)),
      },
    ]);
  });
  test('SUMMARY_MISMATCH: a batch without its TOTAL', async () => {
    const text = sampleText(summary).replace(/.*TOTAL.*\n/, '');
    expect(await codesOf(statementOf(text, summary))).toEqual(['SUMMARY_MISMATCH']);
  });
  test('of an empty file', async () => {
    for (const text of ['', '\n\n', '\ufeff']) {
      expect(await codesOf(statementOf(text))).toEqual(['FILE_TRUNCATED']);
    }
  });
  test('is told with all others, and none of the rows is handed out', async () => {
    const text = sampleText(store)
      .replace('|100|3|', '|1OO|3|')
      .replace('10:45:13', '10:45')
      .replace('Total_count:4', 'Total_count:7');
    const opened = openStatement(statementOf(text, store));
    await expect(opened).rejects.toMatchObject({
      code: 'ERR_STATEMENT_REFUSED',
      defects: [{ code: 'FILE_TRUNCATED' }, { code: 'AMOUNT_INVALID' }, { code: 'TIME_INVALID' }],
      moreDefects: 0,
    });
    await expect(opened).rejects.toThrow(
      /has 3 defects.*FILE_TRUNCATED \(line 1, column Total_count\): printed "7", expected 4.*No record.*ask for a corrected file/,
    );
    await expect(recordsOf(statementOf(text, store))).rejects.toMatchObject({
      code: 'ERR_STATEMENT_REFUSED',
    });
  });
  test('beyond the bound is counted', async () => {
    const text = sampleText(store).replaceAll('|100|3|', '|1OO|3|');
    await expect(openStatement(statementOf(text, store), { defectsMax: 1 })).rejects.toMatchObject({
      defects: [{ line: 3 }],
      moreDefects: 3,
    });
  });
  test('of too many different batches is told before they take memory', async () => {
    const [columns = '', , , row = ''] = sampleText('settlementSummary_HKD_2C2PXXXXXX0101_000.csv').split(
      '\n',
    );
    const rows = Array.from({ length: 10_002 }, (_, index) => row.replace('2C2PXXXXXX0101', `batch${index}`));
    const text = [columns, ...rows, '<END>', ''].join('\n');
    expect(await defectsOf(statementOf(text), { accept: ['SUMMARY_MISMATCH'] })).toMatchObject([
      { code: 'TOO_MANY_TOTALS', line: 10_002 },
      { code: 'TOO_MANY_TOTALS', line: 10_003 },
    ]);
  });
  test('does not print data of buyers, nor long cells', async () => {
    const base = sampleText('ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv');
    const text = base.replace('73.00', `7${'x'.repeat(500)}`).replace('siteUserId', 'transactionId');
    const [defect] = await defectsOf(statementOf(text));
    expect(defect?.printed?.length).toBeLessThan(70);
    const buyers = sampleText('TRANSACTION_DETAIL_20260427.csv').replace('Buyer Name,', 'Buyer "Name",');
    expect(JSON.stringify(await defectsOf(statementOf(buyers)))).not.toContain('Buyer');
  });
});

describe('a defect that a person accepts', () => {
  test.each([
    ['LAST_LINE_UNFINISHED', settled, '|369.30|1\n', '|369.30|1'],
    ['TYPE_UNKNOWN', store, '|PAYMENT|', '|PAYMNT|'],
    ['SIGN_CONTRADICTS_TYPE', items, ',-14.50,', ',14.50,'],
    ['NET_FORMULA_MISMATCH', settled, '|367.08|', '|367.07|'],
    ['FX_MISMATCH', settled, '2001.38', '2001.48'],
    ['SUMMARY_MISMATCH', summary, 'TOTAL,4,9.52', 'TOTAL,4,9.53'],
  ] as const)('%s is listed among the warnings', async (code, file, printed, damaged) => {
    const source = statementOf(sampleText(file).replace(printed, damaged), file);
    const { facts } = await openStatement(source, { accept: [code] });
    expect(facts.warnings).toContainEqual(expect.objectContaining({ code: 'DEFECT_ACCEPTED', about: code }));
    expect(await recordsOf(source, { accept: [code] })).toHaveLength(facts.rows);
  });
  test('does not give money a sign that nobody knows', async () => {
    const source = statementOf(sampleText(store).replace('|PAYMENT|', '|PAYMNT|'), store);
    const [record] = await recordsOf(source, { accept: ['TYPE_UNKNOWN'] });
    expect(record).toMatchObject({ kind: 'unknown', direction: 'none', gross: undefined, fee: undefined });
    expect(record?.printed['Transaction_amount']).toBe('100');
  });
  test('cannot be one of the file itself', async () => {
    const accept = ['FILE_TRUNCATED'] as unknown as [];
    await expect(openStatement(sample(store), { accept })).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
  test.each([{ lineBytesMax: 10 }, { defectsMax: 0 }, { unit: 'cents' as never }])(
    '%j is no option',
    async (options) => {
      await expect(openStatement(sample(store), options)).rejects.toMatchObject({
        code: 'ERR_OPTION_INVALID',
        issues: [{ path: Object.keys(options)[0] }],
      });
    },
  );
});

describe('a file without a layout', () => {
  test('is refused with its column line, and what may be data left out', async () => {
    const line = 'order,20881234567890123456,someone@example.com';
    await expect(openStatement(statementOf(`${line}\n1,2,3\n`, 'x.csv'))).rejects.toMatchObject({
      code: 'ERR_STATEMENT_UNKNOWN',
      columnLine: '…,…,…',
      message: expect.stringContaining('…,…,…'),
      file: 'x.csv',
    });
    const inspection = await inspectStatement(statementOf(`${line}\n`, 'x.csv'));
    expect(inspection).toMatchObject({
      accepted: false,
      facts: undefined,
      columnLine: '…,…,…',
      firstRecords: [],
    });
  });
});

describe('a row that has no time', () => {
  test('may have failed, or belong to no payment', async () => {
    const report = 'TRANSACTION_DETAIL_20260427.csv';
    const failed = sampleText(report).replace(
      /(FAIL,.*?\+08:00,.*?\+08:00),2026-04-27T10:00:02\+08:00/,
      '$1,',
    );
    expect((await recordsOf(statementOf(failed, report)))[1]).toMatchObject({
      kind: 'failed',
      occurredAt: undefined,
    });
    const reserve = sampleText(items).replace(
      'RESERVE_WITHHOLDING,2024-01-03T10:00:00+08:00',
      'RESERVE_WITHHOLDING,',
    );
    expect((await recordsOf(statementOf(reserve, items)))[2]).toMatchObject({
      kind: 'account-level',
      occurredAt: undefined,
    });
  });
});

describe('a warning', () => {
  test('names columns and types that no page has', async () => {
    const file = 'settlementItems_USD_2024010311021040123_000.csv';
    const text = sampleText(file).replace('productCode', 'novelty').replace(',PAYMENT,', ',WINDFALL,');
    const { facts } = await openStatement(statementOf(text, file));
    expect(facts.unknownColumns).toEqual(['novelty']);
    expect(facts.warnings.map(({ code, about }) => [code, about])).toEqual([
      ['UNKNOWN_TYPE', 'WINDFALL'],
      ['UNKNOWN_COLUMN', 'novelty'],
    ]);
    const [record] = await recordsOf(statementOf(text, file));
    expect(record).toMatchObject({ kind: 'unknown', gross: 1_500n, printed: { novelty: 'CASHIER_PAYMENT' } });
  });
  test('tells a day in the file that is not the day of its name', async () => {
    const { facts } = await openStatement(sample(store, '2088000000000000_transaction_20131203.txt'));
    expect(facts).toMatchObject({ day: '2013-12-02', warnings: [{ code: 'DAY_DIFFERS' }] });
  });
  test('tells a batch in the file that is not the one of its name', async () => {
    const { facts } = await openStatement(
      sample(summary, summary.replace('202604271985548486', '202604271985548487')),
    );
    expect(facts.warnings).toContainEqual({
      code: 'NAME_DIFFERS',
      about: 'batch 202604271985548486 in the file',
      count: 1,
    });
  });
  test('is one of a bounded number, whatever the file holds', async () => {
    const [columns = '', , , row = ''] = sampleText(items).split('\n');
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      row
        .replace('RESERVE_WITHHOLDING', `TYPE_${index}`)
        .replace('2024010219074101000000000112614', `id-${index}`),
    );
    const { facts } = await openStatement(statementOf([columns, ...rows, '<END>', ''].join('\n'), items));
    expect(facts.warnings.length).toBeLessThan(1_010);
    expect(facts.warnings.at(-1)).toEqual({
      code: 'UNKNOWN_TYPE',
      about: 'others',
      line: 1_002,
      count: 2_000,
    });
  });
  test('tells a net that is within the tolerance of a conversion', async () => {
    const text = sampleText(details).replace('-66.68', '-66.66');
    const { facts } = await openStatement(statementOf(text, details));
    expect(facts.warnings).toContainEqual(expect.objectContaining({ code: 'WITHIN_TOLERANCE', line: 3 }));
  });
});

describe('an inspection', () => {
  test('shows the first rows of a refused file, and all that is wrong with it', async () => {
    const text = sampleText(store).replace('0002|', '0002||').replace('Total_count:4', 'Total_count:9');
    const { accepted, defects, facts, firstRecords } = await inspectStatement(statementOf(text, store), {
      records: 2,
    });
    expect(accepted).toBe(false);
    expect(defects.map(({ code }) => code)).toEqual(['FILE_TRUNCATED', 'ROW_MALFORMED']);
    expect(facts).toMatchObject({ layout: 'A1-transaction-15', rows: 4 });
    expect(firstRecords.map(({ ownId }) => ownId)).toEqual(['0001', '0003']);
  });
});
