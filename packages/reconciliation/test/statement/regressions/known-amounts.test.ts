import { expect, test } from 'vitest';
import { defectsOf, sampleText, statementOf } from '../support/samples.ts';

const [columns = '', , , , end = ''] = sampleText('transactionItems_20240102_000.csv').split('\n');
const row = (ownId: string, amount: string): string =>
  `1,2C2P,,,,20240102${ownId},,${ownId},,,CARD,,PAYMENT,2024-01-02T10:00:00+08:00,,${amount},USD,,,,`;
const ledger = new Map([
  ['order-1', 1_450n],
  ['order-2', 2_000n],
]);
const knownAmounts = (ownId: string) => {
  const value = ledger.get(ownId);
  return value === undefined ? undefined : { currency: 'USD', value };
};

test('a row that the ledger knows otherwise leaves the unit open, and is named', async () => {
  const text = (amount: string): string =>
    [columns, row('order-1', '1450'), row('order-2', amount), row('order-3', '7'), end, ''].join('\n');
  expect(await defectsOf(statementOf(text('2000')), { knownAmounts })).toEqual([]);
  expect(await defectsOf(statementOf(text('1999')), { knownAmounts })).toEqual([
    expect.objectContaining({ code: 'UNIT_AMBIGUOUS', expected: expect.stringContaining('line 3 ') }),
  ]);
  expect(await defectsOf(statementOf(text('1999')), { knownAmounts, unit: 'smallest' })).toEqual([]);
});
