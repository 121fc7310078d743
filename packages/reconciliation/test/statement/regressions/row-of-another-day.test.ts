import { openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { defectsOf, sampleText, statementOf } from '../support/samples.ts';

const store = '2088000000000000_transaction_20131202.txt';
const settled = '2088000000000000_settlement_20170803.txt';
const debit = '2088000000000000_transaction_20170927.txt';
const hongKong = '2088000000000000_fptrade_20170502.csv';
const items = 'transactionItems_20240102_000.csv';

/** A row of a transaction file is of the file's day, in UTC+8 and to the second. */
const changes = [
  ['by its first line', store, 'statement.txt', '2013-12-02 10:45:42', '2013-12-12 10:45:42', 3],
  ['by its name', debit, debit, '2017-09-27 10:57:23', '2017-09-28 00:00:00', 2],
  ['before it', debit, debit, '2017-09-27 10:57:23', '2017-09-26 23:59:59', 2],
  ['in files with commas', hongKong, hongKong, '2017-05-02 14:41:14', '2017-02-05 14:41:14', 2],
] as const;

describe('a row of another day than its transaction file', () => {
  test.each(changes)('is refused: %s', async (_, file, name, printed, damaged, line) => {
    const text = sampleText(file);
    const changed = text.replace(printed, damaged);
    expect(changed).not.toBe(text);
    expect(await defectsOf(statementOf(text, name))).toEqual([]);
    expect(await defectsOf(statementOf(changed, name))).toEqual([
      {
        code: 'ROW_DAY_DIFFERS',
        line,
        column: 'Payment_time',
        printed: damaged,
        expected: `${printed.slice(0, 10)}, the day of the file`,
      },
    ]);
  });
  test('can be accepted, and is told', async () => {
    const text = sampleText(store).replace('2013-12-02 10:45:42', '2013-12-12 10:45:42');
    const { facts } = await openStatement(statementOf(text, store), { accept: ['ROW_DAY_DIFFERS'] });
    expect(facts.warnings).toEqual([
      { code: 'DEFECT_ACCEPTED', about: 'ROW_DAY_DIFFERS', line: 3, count: 1 },
    ]);
  });
  test('is every row where the first line has a day that does not exist', async () => {
    const text = sampleText(store).replace('Payment_time: 2013-12-02', 'Payment_time: 2013-13-02');
    const defects = await defectsOf(statementOf(text));
    expect(defects.map(({ code, line }) => [code, line])).toEqual(
      [3, 4, 5, 6].map((line) => ['ROW_DAY_DIFFERS', line]),
    );
  });
  test('begins and ends with the day in UTC+8', async () => {
    const text = sampleText(debit)
      .replace('2017-09-27 10:57:23', '2017-09-27 00:00:00')
      .replace('2017-09-27 21:37:08', '2017-09-27 23:59:59');
    expect(await defectsOf(statementOf(text, debit))).toEqual([]);
  });
  test('is no defect where nothing says the day, nor where times have an offset', async () => {
    const text = sampleText(debit).replace('2017-09-27 10:57:23', '2017-09-28 10:57:23');
    expect(await defectsOf(statementOf(text))).toEqual([]);
    expect(await defectsOf(statementOf(text, '2088000000000000_20171001.txt'))).toEqual([]);
    expect(await defectsOf(statementOf(sampleText(items), items), { unit: 'major' })).toEqual([]);
  });
});

test('a row that was settled on a day before its payment is refused', async () => {
  const text = sampleText(settled);
  expect(
    await defectsOf(statementOf(text.replace('2017-08-03 15:46:00', '2017-08-02 00:00:00'), settled)),
  ).toEqual([]);
  expect(await defectsOf(statementOf(text.replace('2017-08-03', '2017-03-08'), settled))).toEqual([
    {
      code: 'ROW_DAY_DIFFERS',
      line: 2,
      column: 'Settlement_time',
      printed: '2017-03-08 15:46:00',
      expected: 'no day before the one of the payment',
    },
  ]);
});
