import { expect, test } from 'vitest';
import { matchSmallDay } from '../support/books.ts';

const header =
  'customerId,PSP,ARN,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,paymentMethodType,wallet,' +
  'orderDescription,status,transactionCreationTime,transactionUpdateTime,transactionCompletionTime,productCode,transactionAmountValue,' +
  'transactionCurrency,settlementBatchId,settlementAmountValue,settlementCurrency,paymentMethodFeeAmountValue,paymentMethodFeeCurrency';

const row = (type: string, ids: string, value: string, status: string, clock: string): string =>
  `1022188000000000001,Antom,,${type},${ids},,ALIPAY_CN,,,${status},2026-11-20T10:00:00+08:00,,2026-11-20T${clock}+08:00,` +
  `CASHIER_PAYMENT,${value},USD,,,,,`;

const fileOf = (...rows: readonly string[]): Readonly<Record<string, string>> => ({
  'TRANSACTION_DETAIL_20261120.csv': [header, ...rows, '<END>', ''].join('\n'),
});

test('a payment that failed twice is no duplicate', async () => {
  const { result } = await matchSmallDay({
    statementOptions: { accept: ['ROW_REPEATED'] },
    files: fileOf(
      row('PAYMENT', 'p9,o9', '100.00', 'FAIL', '10:00:01'),
      row('PAYMENT', 'p9,o9', '100.00', 'FAIL', '10:05:00'),
    ),
  });
  expect(result.breaks).toEqual([]);
  expect(result.balances.transactions.by).toMatchObject({ 'no-money': { rows: 2 } });
});

test('a reserve and its release have one id, and are no duplicates', async () => {
  const { result } = await matchSmallDay({
    files: fileOf(
      row('RESERVE', 'i1,', '-5.00', 'SUCCESS', '10:00:01'),
      row('RESERVE_RELEASED', 'i1,', '5.00', 'SUCCESS', '10:00:01'),
    ),
  });
  expect(result.breaks).toEqual([]);
  expect(result.balances.transactions.by).toMatchObject({ 'account-level': { rows: 2 } });
});
