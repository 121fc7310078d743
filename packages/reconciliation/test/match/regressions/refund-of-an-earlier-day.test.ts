import { expect, test } from 'vitest';
import { at, inStoreTransactions, matchSmallDays, payment, refund } from '../support/books.ts';
import { usd } from '../support/wallet-files.ts';

const next = '2026-11-21';
const acquiring =
  'merchantId,productCode,paymentTime,transType,transStatus,merchantTransId,acquirementId,originalAcquirementId,orderAmount,orderCurrency';
const acquired = (row: string, day: string): Readonly<Record<string, string>> => ({
  [`ALIPAY_TRANSACTION_DETAIL_USD_${day.replaceAll('-', '')}.csv`]: `${acquiring}\n${row}\n`,
});

test('a refund in store is found by the payment of an earlier day that own books name by own id alone', async () => {
  const [, second] = await matchSmallDays([
    { ledger: [payment('a')], files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']) },
    {
      day: next,
      ledger: [refund('r1', 'a', { occurredAtMs: at('12:00:00', next) })],
      files: inStoreTransactions(['a 1 4.00 0.00 12:00:00 REFUND'], next),
    },
  ]);
  expect(second?.result.pairs).toEqual({ 'original-and-amount': 1 });
  expect(second?.result.breaks).toEqual([]);
});

test('B0: a refund that is printed with the own id of its payment is found by it, also without the payment', async () => {
  const row = 'm,AUTO_DEBIT,2026-11-21T12:00:00+08:00,REFUND,Success,order-1,acq-2,acq-1,7.23,USD';
  const paid = 'm,AUTO_DEBIT,2026-11-20T10:00:00+08:00,PAYMENT,Success,order-1,acq-1,acq-1,73.00,USD';
  const today = {
    day: next,
    ledger: [refund('refund-1', 'order-1', { ...usd('723'), occurredAtMs: at('12:00:00', next) })],
    files: acquired(row, next),
  };
  const withPayment = await matchSmallDays([
    { ledger: [payment('order-1', usd('7300'))], files: acquired(paid, '2026-11-20') },
    today,
  ]);
  expect(withPayment.at(-1)?.result.pairs).toEqual({ 'original-and-amount': 1 });
  expect(withPayment.at(-1)?.result.breaks).toEqual([]);
  const [alone] = await matchSmallDays([today]);
  expect(alone?.result.pairs).toEqual({ 'original-and-amount': 1 });
});
