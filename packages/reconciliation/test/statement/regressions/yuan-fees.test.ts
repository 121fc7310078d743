import { openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { defectsOf, statementOf } from '../support/samples.ts';

const columns =
  'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|Currency|Rate|Payment_time|' +
  'Settlement_time|Type|Status|Remarks';
const name = '2088000000000000_settlement_20170803.txt';

const roundOff = (value: number): number => Math.floor(value + 0.5);

/** Amounts in the smallest unit; the fee in yuan is a share of the yuan, rounded by itself, as docs/wire/statements §10.3 row 1. */
function settledRow(number: number, currency: string, decimals: number, rate: number, off = 0): string {
  const gross = 1 + number * 37;
  const fee = roundOff(gross * 0.006);
  const grossCny = roundOff((gross * rate * 100) / 10 ** decimals);
  const netCny = grossCny - roundOff(grossCny * 0.006) + off;
  const own = (value: number): string => (value / 10 ** decimals).toFixed(decimals);
  const yuan = (value: number): string => (value / 100).toFixed(2);
  return (
    `own-${number}|201708022100100406021${number}|${own(gross)}|${yuan(grossCny)}|${own(fee)}|${own(gross - fee)}|` +
    `${yuan(netCny)}|${currency}|${rate.toFixed(8)}|2017-08-02 07:36:46|2017-08-03 15:46:00|P|L|`
  );
}

const currencies = [
  ['AUD', 2, 5.4194],
  ['USD', 2, 6.9123],
  ['EUR', 2, 7.842397],
  ['GBP', 2, 9.1377],
  ['JPY', 0, 0.060931],
] as const;

test.each(currencies)('a fee in yuan that was rounded by itself: %s', async (currency, decimals, rate) => {
  const rows = Array.from({ length: 3_000 }, (_, number) => settledRow(number, currency, decimals, rate));
  const { facts } = await openStatement(statementOf([columns, ...rows, ''].join('\n'), name));
  expect(facts.rows).toBe(3_000);
  expect(facts.warnings).toEqual([expect.objectContaining({ code: 'WITHIN_TOLERANCE' })]);
});

test.each(currencies)('yuan that no rounding explains: %s', async (currency, decimals, rate) => {
  const off = Math.ceil(3 + (rate * 100) / 10 ** decimals);
  const text = [columns, settledRow(7, currency, decimals, rate, off), ''].join('\n');
  expect(await defectsOf(statementOf(text, name))).toEqual([
    expect.objectContaining({ code: 'FX_MISMATCH', column: 'Rmb_settlement' }),
  ]);
});
