import { checkBatch, openStatement, type Statement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { sampleText, statementOf } from './support/samples.ts';

const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const summary = 'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv';

function open(
  file: string,
  changes: readonly (readonly [string, string])[] = [],
  name = file,
): Promise<Statement> {
  const text = changes.reduce((all, [printed, changed]) => all.replace(printed, changed), sampleText(file));
  return openStatement(statementOf(text, name));
}

describe('details and their summary', () => {
  test('agree', async () => {
    const files = [await open(summary), await open(details)];
    expect(checkBatch(files)).toEqual({ complete: true, defects: [] });
  });
  test('in several parts agree, too, and a gap between the parts is told', async () => {
    const name = (seq: string): string => `settlementItems_USD_202604271985548486_${seq}.csv`;
    const [columns = '', ...rows] = sampleText(details).split('\n');
    const part = (seq: string, from: number, to: number): Promise<Statement> =>
      openStatement(statementOf([columns, ...rows.slice(from, to), '<END>', ''].join('\n'), name(seq)));
    const whole = await open(summary);
    const [first, second, third] = [
      await part('000', 0, 2),
      await part('001', 2, 3),
      await part('002', 3, 4),
    ];
    expect(checkBatch([second, whole, third, first]).complete).toBe(true);
    const { complete, defects } = checkBatch([first, third, whole]);
    expect(complete).toBe(false);
    expect(defects[0]).toMatchObject({
      code: 'FILE_SEQ_GAP',
      expected: expect.stringContaining(name('001')),
    });
    expect(new Set(defects.map(({ code }) => code))).toEqual(new Set(['FILE_SEQ_GAP', 'SUMMARY_MISMATCH']));
    expect(checkBatch([first, first, second, third]).defects[0]).toMatchObject({
      expected: 'each part once',
    });
    expect(checkBatch([second]).defects[0]).toMatchObject({ expected: expect.stringContaining(name('000')) });
  });
  test('of two days without business, whose names are the same, contradict nothing', async () => {
    const [columns = ''] = sampleText(details).split('\n');
    const name = 'settlementItems_USD_0000000000000000000_000.csv';
    const empty = await openStatement(statementOf(`${columns}\n<END>\n`, name));
    expect(checkBatch([empty, empty])).toEqual({ complete: true, defects: [] });
  });
  test('that differ are told by type and in total', async () => {
    const dearer = await open(details, [
      ['97.20,USD', '97.10,USD'],
      ['-2.50,USD', '-2.60,USD'],
    ]);
    const { defects } = checkBatch([await open(summary), dearer]);
    expect(defects).toMatchObject([
      { code: 'SUMMARY_MISMATCH', column: 'settlement of PAYMENT', printed: '97.20', file: summary },
      { code: 'SUMMARY_MISMATCH', column: 'fee of PAYMENT', printed: '-2.80' },
      { code: 'SUMMARY_MISMATCH', column: 'settlement of TOTAL', printed: '9.52' },
      { code: 'SUMMARY_MISMATCH', column: 'fee of TOTAL', printed: '-17.81' },
    ]);
    expect(defects[0]?.expected).toMatch(/^97\.10 USD, the sum of the details of batch 202604271985548486$/);
  });
  test('with a row that the other does not have are told by its count', async () => {
    const [, , , , reserve = ''] = sampleText(details).split('\n');
    const { defects } = checkBatch([await open(summary), await open(details, [[`${reserve}\n`, '']])]);
    expect(defects.map(({ column }) => column)).toEqual([
      'count of RESERVE',
      'settlement of RESERVE',
      'count of TOTAL',
      'settlement of TOTAL',
    ]);
  });
  test('agree where the summary has no fee columns; what it does not tell is not 0', async () => {
    const columns = 8;
    const lines = sampleText(summary).split('\n');
    const text = lines.map((line) => line.split(',').slice(0, columns).join(',')).join('\n');
    const withoutFees = await openStatement(statementOf(text, summary));
    expect(withoutFees.facts.totals.map(({ gross, fee, net }) => [gross, fee, net])).toEqual([
      [undefined, undefined, 9_720n],
      [undefined, undefined, -6_668n],
      [undefined, undefined, -2_000n],
      [undefined, undefined, -100n],
      [undefined, undefined, 952n],
    ]);
    expect(checkBatch([withoutFees, await open(details)])).toEqual({ complete: true, defects: [] });
    const dearer = await open(details, [
      ['97.20,USD', '97.10,USD'],
      ['-2.50,USD', '-2.60,USD'],
    ]);
    const { defects } = checkBatch([withoutFees, dearer]);
    expect(defects.map(({ column }) => column)).toEqual(['settlement of PAYMENT', 'settlement of TOTAL']);
  });
  test('without the other are incomplete', async () => {
    expect(checkBatch([await open(summary)]).defects).toMatchObject([
      { code: 'FILE_MISSING', file: summary, expected: 'the details of batch 202604271985548486 in USD' },
    ]);
    expect(checkBatch([await open(details)]).defects).toMatchObject([
      { code: 'FILE_MISSING', file: details, expected: 'the summary of batch 202604271985548486 in USD' },
    ]);
  });
  test('of a period without settlement need no details', async () => {
    const empty = 'settlementSummary_KaKaoPay_USD_0000000000000000000_000.csv';
    expect(checkBatch([await open(empty), await open('transactionItems_20181226_000.csv')]).complete).toBe(
      true,
    );
  });
});

describe('a batch file and its settle files', () => {
  const file = '2088000000000000_settlebatch_20170523.csv';
  const batchId = '50002017051900000000000000000000';
  const settle = `2088000000000000_settle_20170523_${batchId}.csv`;
  const row = (id: string, type: string, amount: string, fee: string, net: string): string =>
    `${id},${id},${amount},${fee},${net},HKD,2017-05-02 14:41:14,2017-05-23 15:36:00,ALIPAYCN,Cross_wap,${type},L,,`;
  const settled = (...rows: readonly string[]): Promise<Statement> => {
    const [columns] = sampleText('2088000000000000_fptrade_20170502.csv').split('\n');
    return openStatement(statementOf([columns, ...rows, ''].join('\n'), settle));
  };

  test('agree on the net', async () => {
    const parts = await settled(
      row('1', 'P', '952.40', '9.52', '942.88'),
      row('2', 'R', '100.00', '1.00', '-99.00'),
    );
    expect(checkBatch([await open(file), parts])).toEqual({ complete: true, defects: [] });
  });
  test('that differ, or are missing, are told', async () => {
    const parts = await settled(row('1', 'P', '852.41', '8.52', '843.89'));
    expect(checkBatch([await open(file), parts]).defects).toMatchObject([
      { code: 'SUMMARY_MISMATCH', file, column: 'Settlement', printed: '843.88' },
    ]);
    expect(checkBatch([await open(file)]).defects).toMatchObject([{ code: 'FILE_MISSING', file }]);
    const other = await open(file, [[batchId, batchId.replace(/0$/, '1')]]);
    expect(checkBatch([other, parts]).defects.map(({ code }) => code)).toEqual([
      'FILE_MISSING',
      'FILE_MISSING',
    ]);
  });
});
