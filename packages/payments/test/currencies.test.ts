import { amountFromDecimal, formatAmount, OptionError } from '@alipay-intl/core';
import { createRequestId } from '@alipay-intl/payments';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caught } from './support/caught.ts';
import { expectKind } from './support/expect-kind.ts';
import { entryCodeRequest, openShopAt, paymentCodeRequest, type Shop } from './support/shop.ts';

let simulator: Simulator;
let shop: Shop;

beforeAll(async () => {
  simulator = await startSimulator({ notifications: 'off', walletQuote: 'none' });
  shop = await openShopAt(simulator);
});
afterAll(async () => {
  await shop.close();
  await simulator.close();
});

it.each([
  ['JPY', '599', '599', '¥599', '200', '399'],
  ['USD', '5.99', '599', '$5.99', '2', '399'],
  ['KRW', '599', '599', '₩599', '200', '399'],
  ['VND', '25000', '25000', '₫25,000', '5000', '20000'],
  ['BHD', '5.990', '5990', 'BHD 5.990', '2', '3990'],
  ['KWD', '0.050', '50', 'KWD 0.050', '0.01', '40'],
  ['IDR', '15000', '1500000', 'IDR 15,000.00', '5000', '1000000'],
  ['TWD', '1.5', '150', 'NT$1.50', '1', '50'],
])('%s %s is %s from the price to the refund', async (currency, price, units, forPeople, part, left) => {
  const paymentAmount = amountFromDecimal(currency, price);
  expect(paymentAmount).toEqual({ currency, value: units });
  expect(formatAmount(paymentAmount).replaceAll('\u00a0', ' ')).toBe(forPeople);

  const request = entryCodeRequest({ paymentAmount, paymentRequestId: createRequestId() });
  const { redirect } = expectKind(await shop.payments.payEntryCode(request), 'placed');
  const wallet = await fetch(`${redirect.url}/pay`, { method: 'POST', redirect: 'manual' });
  expect(wallet.status).toBe(303);
  const { paymentRequestId } = request;
  const { payment } = expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
  expect(payment.paymentAmount).toEqual({ currency, value: units });

  const refundRequestId = createRequestId();
  const refundAmount = amountFromDecimal(currency, part);
  const paymentId = payment.paymentId ?? '';
  const refunded = expectKind(
    await shop.payments.refund({ refundRequestId, paymentId, refundAmount }),
    'refunded',
  );
  expect(refunded.refund.refundAmount).toEqual(refundAmount);
  const again = expectKind(await shop.payments.inquiryRefund({ refundRequestId }), 'refunded');
  expect(again.refund.refundAmount).toEqual(refundAmount);
  const kept = simulator.control.payment(paymentId);
  expect(BigInt(units) - BigInt(kept?.refundedAmount.value ?? 0)).toBe(BigInt(left));
});

it.each([
  ['JPY', '5.99'],
  ['KRW', '0.5'],
  ['USD', '5.999'],
  ['BHD', '5.9999'],
])('%s %s has too many decimals', async (currency, price) => {
  const error = await caught(() => amountFromDecimal(currency, price), OptionError);
  expect(error.code).toBe('ERR_AMOUNT_INEXACT');
});

it('the wallet may charge in its own currency, which is told beside the order amount', async () => {
  const other = await startSimulator({
    notifications: 'off',
    walletQuote: { currency: 'CNY', price: '0.0489' },
  });
  const abroad = await openShopAt(other);
  const paymentAmount = amountFromDecimal('JPY', '599');
  const outcome = await abroad.payments.payPaymentCode(paymentCodeRequest({ paymentAmount }));
  const { payment } = expectKind(outcome, 'paid');
  expect(payment.paymentAmount).toEqual({ currency: 'JPY', value: '599' });
  expect(payment.actualPaymentAmount).toEqual({ currency: 'CNY', value: '2929' });
  expect(payment.paymentQuote).toMatchObject({ quotePrice: '0.0489', guaranteed: false });
  await abroad.close();
  await other.close();
});
