import { expect, test } from 'vitest';
import { codesOf, defectsOf, recordsOf, sampleText, statementOf } from '../support/samples.ts';

const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const items = 'transactionItems_20240102_000.csv';
const settled = '2088000000000000_settlement_20170803.txt';
const online = '2088721149955614_fptrade_20180823.csv';

test.each([
  ['CANCEL', '14.50', 'SIGN_CONTRADICTS_TYPE'],
  ['CANCEL', '-14.50', undefined],
  ['DISPUTE_REVERSAL', '-14.50', 'SIGN_CONTRADICTS_TYPE'],
  ['DISPUTE_REVERSAL', '14.50', undefined],
  ['VOID', '14.50', undefined],
])('%s of %s', async (type, amount, code) => {
  const text = sampleText(items).replace(',DISPUTE,', `,${type},`).replace('-14.50', amount);
  const wanted = code === undefined ? [] : [code];
  expect(await codesOf(statementOf(text, items), { unit: 'major' })).toEqual(wanted);
});

test.each([
  [settled, '|367.08|', '|-367.08|', 'Settlement'],
  [settled, '|1989.37|', '|-1989.37|', 'Rmb_settlement'],
  [settled, '|2001.38|', '|-2001.38|', 'Rmb_amount'],
  [online, ',15.59,', ',-15.59,', 'Settlement'],
])('a payment of %s with %s as %s is refused', async (file, printed, damaged, column) => {
  const text = sampleText(file);
  expect(text).toContain(printed);
  expect(await defectsOf(statementOf(text.replace(printed, damaged), file))).toEqual([
    expect.objectContaining({ code: 'SIGN_CONTRADICTS_TYPE', column }),
  ]);
});

test('a payment or refund of 0 with a net is no adjustment', async () => {
  const text = sampleText(details);
  const nothing = text.replace(
    /,100\.00,USD(.*?),-2\.50,USD(.*?),-0\.10,USD(.*?),-0\.20,USD/,
    ',0.00,USD$1,,USD$2,,USD$3,,USD',
  );
  expect(nothing).not.toBe(text);
  expect(await defectsOf(statementOf(nothing, details))).toEqual([
    expect.objectContaining({ code: 'NET_FORMULA_MISMATCH', column: 'settlementAmountValue' }),
  ]);
  const reserve = (await recordsOf(statementOf(text, details)))[3];
  expect(reserve).toMatchObject({ kind: 'account-level', gross: 0n, net: -100n });
});
