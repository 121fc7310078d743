import { openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { codesOf, statementOf } from '../support/samples.ts';

const columns =
  'settlementBatchId,customerId,PSP,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,' +
  'transactionAmountValue,transactionCurrency,quoteCurrencyPair,quotePrice,settlementAmountValue,settlementCurrency,' +
  'settlementInitiatedDate,paymentMethodFeeAmountValue,paymentMethodFeeCurrency';
const row = (rate: string, net: string): string =>
  `1234567890,1022188000000000001,Wallet,PAYMENT,2026112100000001${net.length},order-${net},,18000,KRW,KRW/USD,${rate},${net},USD,` +
  '2026-11-22,-0.50,USD';
const file = (...rows: readonly string[]) => statementOf([columns, ...rows, '<END>', ''].join('\n'));

test('few decimals of a rate do not let any net pass', async () => {
  expect(await codesOf(file(row('0.0008', '14.20')))).toEqual(['NET_FORMULA_MISMATCH']);
  expect(await codesOf(file(row('0.0008', '13.90')))).toEqual([]);
});

test('the largest difference that was let pass is told', async () => {
  const { facts } = await openStatement(
    file(row('0.0008', '13.91'), row('0.0008', '13.88'), row('0.0008', '13.9')),
  );
  expect(facts.warnings).toEqual([
    expect.objectContaining({ code: 'WITHIN_TOLERANCE', count: 2, largestDifference: 2 }),
  ]);
});

test('a rate of more than 15 digits is refused', async () => {
  expect(await codesOf(file(row('0.00080000000000', '13.90')))).toEqual([]);
  for (const rate of ['9'.repeat(400), '0.000800000000000001', '1234567890123456']) {
    expect(await codesOf(file(row(rate, '13.90')))).toContain('RATE_INVALID');
  }
});
