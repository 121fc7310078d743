import { checkBatch, openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { codesOf, sampleText, statementOf } from '../support/samples.ts';

const store = '2088000000000000_transaction_20131202.txt';
const items = 'transactionItems_20240102_000.csv';
const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const summary = 'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv';

function withoutLine(file: string, number: number): string {
  return sampleText(file).split('\n').toSpliced(number, 1).join('\n');
}

test('an <END> does not show that a row before it is missing; a count and a TOTAL do', async () => {
  expect(await codesOf(statementOf(withoutLine(items, 2), items), { unit: 'major' })).toEqual([]);
  expect(await codesOf(statementOf(withoutLine(details, 2), details))).toEqual([]);
  expect(await codesOf(statementOf(withoutLine(store, 3), store))).toEqual(['FILE_TRUNCATED']);
  expect(await codesOf(statementOf(withoutLine(summary, 2), summary))).toEqual(['SUMMARY_MISMATCH']);
});

test('a last line without an end is a defect, also where the count of rows is right', async () => {
  const text = sampleText(store).trimEnd();
  expect(await codesOf(statementOf(text, store))).toEqual(['LAST_LINE_UNFINISHED']);
  expect(await codesOf(statementOf(text, store), { accept: ['LAST_LINE_UNFINISHED'] })).toEqual([]);
});

test('the last part of a report is missed only where a summary is beside it', async () => {
  const [columns = '', ...rows] = sampleText(details).split('\n');
  const text = [columns, ...rows.slice(0, 2), '<END>', ''].join('\n');
  const first = await openStatement(statementOf(text, 'settlementItems_USD_202604271985548486_000.csv'));
  const whole = await openStatement(statementOf(sampleText(summary), summary));
  const day = await openStatement(statementOf(sampleText(items), items), { unit: 'major' });
  expect(checkBatch([day])).toEqual({ complete: true, defects: [] });
  const { complete, defects } = checkBatch([first, whole]);
  expect(complete).toBe(false);
  expect(new Set(defects.map(({ code }) => code))).toEqual(new Set(['SUMMARY_MISMATCH']));
});
