import { expect, test } from 'vitest';
import { codesOf, defectsOf, recordsOf, sampleText, statementOf } from '../support/samples.ts';

const columns =
  'settlementBatchId,customerId,acquirer,acquirerReferenceNo,transactionId,originalTransactionId,transactionRequestId,' +
  'paymentMethodType,pspName,transactionType,paymentTime,settlementTime,productCode,transactionAmountValue,' +
  'transactionCurrency,settlementAmountValue,settlementCurrency,quoteCurrencyPair,quotePrice,feeAmountValue,feeCurrency,' +
  'interchangeFeeAmountValue,interchangeFeeCurrency,schemeFeeAmountValue,schemeFeeCurrency,acquirerMarkupAmountValue,' +
  'acquirerMarkupCurrency';
const row = (fee: string, net: string, items = '-0.10,USD,-0.02,USD,-0.03,USD'): string =>
  `${columns}\n2024010311021040123,1022188000000000001,2C2P,ref-1,2024010219074101000000000112612,,order-1,CARD,,PAYMENT,` +
  `2024-01-02T10:00:00+08:00,2024-01-03T10:00:00+08:00,,10.00,USD,${net},USD,,,${fee},USD,${items}\n<END>\n`;

/** The fee column, the net, and the fee that the net proves; `refused` where it proves none. */
const rows = [
  ['0.00', '9.85', -15n],
  ['', '9.85', -15n],
  ['-0.15', '9.85', -15n],
  ['-0.50', '9.50', -50n],
  ['-0.50', '9.35', -65n],
] as const;

test.each(rows)('a fee of "%s" beside items of -0.15, and a net of %s', async (fee, net, decided) => {
  const [record] = await recordsOf(statementOf(row(fee, net)));
  expect(record?.fee).toBe(decided);
  expect(record?.fees).toHaveLength(3);
});

test('a net that fits neither fee is refused', async () => {
  expect(await codesOf(statementOf(row('-0.50', '9.00')))).toEqual(['NET_FORMULA_MISMATCH']);
  expect(await codesOf(statementOf(row('0.00', '9.00', '-0.50,USD,,,,')))).toEqual(['NET_FORMULA_MISMATCH']);
});

test('a fee that the net does not tell apart stays open', async () => {
  const [record] = await recordsOf(statementOf(row('0.00', '9.99', '-0.02,USD,,,,')));
  expect(record?.fee).toBeUndefined();
});

test('a fee in another currency than the transaction, before it is settled, is kept beside', async () => {
  const file = 'TRANSACTION_DETAIL_20260427.csv';
  const fees = sampleText(file)
    .split('\n')
    .map((line, at) => {
      if (line === '<END>' || line === '') return line;
      return `${line},${at === 0 ? 'processingFeeAmountValue,processingFeeCurrency' : '-0.10,USD'}`;
    });
  const [, open] = await recordsOf(statementOf(fees.join('\n'), file));
  expect(open).toMatchObject({ fee: undefined, netCurrency: undefined });
  expect(open?.fees).toEqual([
    { name: 'processingFeeAmountValue', value: -10n, currency: 'USD', isKnown: true },
  ]);
});

test('fees of more than 15 digits together are refused', async () => {
  const half = '-6000000000000.00,USD';
  expect(await defectsOf(statementOf(row('', '9.85', `${half},${half},,`)))).toContainEqual(
    expect.objectContaining({ code: 'AMOUNT_INVALID', column: 'schemeFeeAmountValue' }),
  );
});

test('a correction with a fee alone has the currency of the fee', async () => {
  const file = 'settlementSummary_HKD_2C2PXXXXXX0101_000.csv';
  const text = sampleText(file).replace(',1,,HKD,-5.00,HKD', ',1,,,-5.00,HKD');
  expect(text).not.toBe(sampleText(file));
  const records = await recordsOf(statementOf(text, file));
  expect(records[1]).toMatchObject({ kind: 'provider-rounding', fee: -500n, net: -500n, netCurrency: 'HKD' });
});
