import { expect, test } from 'vitest';
import { defectsOf, recordsOf, sampleText, statementOf } from '../support/samples.ts';

const store = '2088000000000000_transaction_20131202.txt';
const settled = '2088000000000000_settlement_20170803.txt';
const items = 'transactionItems_20240102_000.csv';

/** Changes that files were accepted with, and the defect that they are refused with since. */
const changes = [
  ['a dash where an amount must be', 'CELL_EMPTY', store, '|100|3|', '|-|3|', 'Transaction_amount'],
  ['a dash where a net must be', 'CELL_EMPTY', settled, '|367.08|', '|-|', 'Settlement'],
  ['a dash where an own id must be', 'CELL_EMPTY', store, '0002|', '-|', 'Partner_transaction_id'],
  ['a sum among payments, signs by type', 'TYPE_UNKNOWN', store, '|PAYMENT|', '|TOTAL|', 'Transaction_type'],
  [
    'a sum among payments, signs as printed',
    'TYPE_UNKNOWN',
    items,
    ',PAYMENT,',
    ',TOTAL,',
    'transactionType',
  ],
] as const;

test.each(changes)('%s is refused: %s', async (_, code, file, printed, damaged, column) => {
  const text = sampleText(file);
  const changed = text.replace(printed, damaged);
  expect(changed).not.toBe(text);
  expect(await defectsOf(statementOf(text, file), { unit: 'major' })).toEqual([]);
  expect(await defectsOf(statementOf(changed, file), { unit: 'major' })).toContainEqual(
    expect.objectContaining({ code, column }),
  );
});

test('a payment of AMS without its own id is refused', async () => {
  const [names = '', ...rows] = sampleText(items).split('\n');
  const place = names.split(',').indexOf('transactionRequestId');
  const at = rows.findIndex((row) => row.includes(',PAYMENT,'));
  const without = rows.with(at, (rows[at] ?? '').split(',').with(place, '').join(','));
  const defects = await defectsOf(statementOf([names, ...without].join('\n'), items), { unit: 'major' });
  expect(defects).toEqual([expect.objectContaining({ code: 'CELL_EMPTY', column: 'transactionRequestId' })]);
});

test('an amount that its price does not convert to the printed one is refused', async () => {
  const details = (gross: string): string =>
    'settlementBatchId,customerId,PSP,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,' +
    'transactionAmountValue,transactionCurrency,convertedTransactionAmountValue,convertedCurrency,quoteCurrencyPair,' +
    'quotePrice,settlementAmountValue,settlementCurrency,settlementInitiatedDate,paymentMethodFeeAmountValue,paymentMethodFeeCurrency\n' +
    `1234567890,1022188000000000001,Wallet,PAYMENT,2026112100000001,order-1,,${gross},EUR,110.00,USD,EUR/USD,1.10000000,` +
    '108.90,USD,2026-11-22T10:00:00+08:00,-1.10,USD\n<END>\n';
  const name = 'SETTLEMENT_DETAIL_202611211234567890_20261122.csv';
  expect(await defectsOf(statementOf(details('100.00'), name))).toEqual([]);
  expect(await defectsOf(statementOf(details('10.00'), name))).toEqual([
    expect.objectContaining({ code: 'FX_MISMATCH', column: 'convertedTransactionAmountValue' }),
  ]);
});

test('a converted amount that differs in the same currency is refused', async () => {
  const details = (converted: string): string =>
    'settlementBatchId,customerId,PSP,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,' +
    'transactionAmountValue,transactionCurrency,convertedTransactionAmountValue,convertedCurrency,' +
    'settlementAmountValue,settlementCurrency,settlementInitiatedDate,paymentMethodFeeAmountValue,paymentMethodFeeCurrency\n' +
    `1234567890,1022188000000000001,Wallet,PAYMENT,2026112100000001,order-1,,110.00,USD,${converted},USD,` +
    '108.90,USD,2026-11-22T10:00:00+08:00,-1.10,USD\n<END>\n';
  const name = 'SETTLEMENT_DETAIL_202611211234567890_20261122.csv';
  expect(await defectsOf(statementOf(details('110.00'), name))).toEqual([]);
  expect(await defectsOf(statementOf(details('-110.00'), name))).toEqual([
    expect.objectContaining({ code: 'FX_MISMATCH', column: 'convertedTransactionAmountValue' }),
  ]);
});

test('yuan without the column of the gross are read and checked', async () => {
  const withoutGross = (text: string): string =>
    text
      .split('\n')
      .map((line) => line.split('|').toSpliced(3, 1).join('|'))
      .join('\n');
  const text = withoutGross(sampleText(settled));
  const [record] = await recordsOf(statementOf(text, settled));
  expect(record).toMatchObject({ grossCny: undefined, netCny: 198_937n });
  expect(await defectsOf(statementOf(text.replace('|1989.37|', '|1898.37|'), settled))).toEqual([
    expect.objectContaining({ code: 'FX_MISMATCH', column: 'Rmb_settlement' }),
  ]);
});
