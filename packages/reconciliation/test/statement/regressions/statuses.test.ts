import { openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { defectsOf, sampleText, statementOf } from '../support/samples.ts';

test.each([
  ['2088000000000000_settlement_20170803.txt', '|P|L|', '|P|F|'],
  ['2088000000000000_settlement_20170928.txt', '|P|L|', '|P||'],
])('%s: a settlement with a status that is not L is refused', async (file, printed, damaged) => {
  const text = sampleText(file);
  expect(text).toContain(printed);
  const source = statementOf(text.replace(printed, damaged), file);
  expect(await defectsOf(source)).toEqual([
    expect.objectContaining({ code: 'STATUS_UNKNOWN', line: 2, column: 'Status' }),
  ]);
  expect(await defectsOf(source, { accept: ['STATUS_UNKNOWN'] })).toEqual([]);
});

test.each([
  ['ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv', ',Success,', ',Closed,', 'Closed'],
  ['2088000000000000_fptrade_20170502.csv', ',P,P,', ',P,X,', 'X'],
  [
    '1022188000000000001_settle_20181227_50002018122700000000000000000001.csv',
    ',SETTLED,',
    ',PENDING,',
    'PENDING',
  ],
  ['TRANSACTION_DETAIL_20260427.csv', ',SUCCESS,', ',PENDING,', 'PENDING'],
])('%s: an unknown status is told', async (file, printed, damaged, about) => {
  const text = sampleText(file);
  expect(text).toContain(printed);
  expect((await openStatement(statementOf(text, file))).facts.warnings).not.toContainEqual(
    expect.objectContaining({ code: 'UNKNOWN_STATUS' }),
  );
  const { facts } = await openStatement(statementOf(text.replace(printed, damaged), file));
  expect(facts.warnings).toContainEqual({ code: 'UNKNOWN_STATUS', about, line: 2, count: 1 });
});
