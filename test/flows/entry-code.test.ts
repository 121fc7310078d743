import { createRequestId } from '@alipay-intl/payments';
import { createManualClock, type Simulator } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import {
  expectKind,
  openShop,
  openSimulator,
  pressWallet,
  type Shop,
  type ShopOptions,
  walletUserAgent,
} from './support/shop.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

async function open(
  clientId = 'T_111222333',
  options: ShopOptions = {},
): Promise<{ readonly simulator: Simulator; readonly shop: Shop }> {
  const clock = createManualClock(startMs);
  const simulator = await openSimulator({ clock, merchant: { clientId } });
  const shop = await openShop(simulator, clock.now, options);
  running.push(simulator, shop);
  return { simulator, shop };
}

describe.each([
  ['the sandbox path', 'SANDBOX_5Y1', undefined, '/ams/sandbox/api/v1/payments/'],
  ['the sandbox path, forced', 'T_1', 'on', '/ams/sandbox/api/v1/payments/'],
  ['the plain path', 'T_1', undefined, '/ams/api/v1/payments/'],
  ['the plain path, forced in the sandbox', 'SANDBOX_5Y1', 'off', '/ams/api/v1/payments/'],
] as const)('over %s', (_name, clientId, sandboxPath, path) => {
  it('a coffee is sold, partly refunded, and another order is cancelled', async () => {
    const { simulator, shop } = await open(clientId, sandboxPath === undefined ? {} : { sandboxPath });

    // The buyer scans the code on the table; the wallet opens the shop's page.
    const page = await fetch(shop.pageUrl, {
      headers: { 'user-agent': walletUserAgent },
      redirect: 'manual',
    });
    expect(page.status).toBe(303);
    const walletUrl = page.headers.get('location') ?? '';
    expect(walletUrl).toContain(`${simulator.url}/wallet/`);
    const [paymentRequestId = '', order] = [...shop.orders][0] ?? [];
    expect(order).toMatchObject({ state: 'open', deliveries: 0 });
    const open1 = expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'processing');
    expect(open1.proof.path).toBe(`${path}inquiryPayment`);

    // The buyer pays in the wallet; the notification arrives and is acknowledged.
    await pressWallet(walletUrl, 'pay');
    await simulator.control.settled();
    expect(shop.notifications.map(({ kind }) => kind)).toEqual(['paid']);
    expect(order).toMatchObject({ state: 'paid', deliveries: 1 });
    expect(simulator.control.deliveries()).toMatchObject([{ attempt: 1, status: 200, acknowledged: true }]);

    // The inquiry says the same.
    const paid = expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
    expect(paid.payment.paymentAmount).toEqual({ currency: 'USD', value: '599' });
    expect(paid.followUps).toEqual([]);
    const paymentId = paid.payment.paymentId ?? '';

    // A part of the money goes back.
    const refundRequestId = createRequestId();
    const refundAmount = { currency: 'USD', value: '200' };
    const refunded = expectKind(
      await shop.payments.refund({ refundRequestId, paymentId, refundAmount, refundReason: 'cold' }),
      'refunded',
    );
    expect(refunded.refund.refundAmount).toEqual(refundAmount);
    const state = expectKind(await shop.payments.inquiryRefund({ refundRequestId }), 'refunded');
    expect(state.refund.refundId).toBe(refunded.refund.refundId);
    const after = expectKind(await shop.payments.inquiryPayment({ paymentId }), 'paid');
    expect(after.followUps).toMatchObject([
      { transactionType: 'REFUND', transactionRequestId: refundRequestId },
    ]);

    // More than what is left does not.
    const tooMuch = await shop.payments.refund({
      refundRequestId: createRequestId(),
      paymentId,
      refundAmount: { currency: 'USD', value: '400' },
    });
    expect(expectKind(tooMuch, 'declined').reason).toMatchObject({
      resultCode: 'REFUND_AMOUNT_EXCEED',
      advice: { en: 'Refund no more than what is left of the payment.' },
    });
    expect(simulator.control.payment(paymentId)?.refundedAmount.value).toBe('200');

    // After a refund there is no cancel.
    expect(expectKind(await shop.payments.cancel({ paymentId }), 'declined').reason.resultCode).toBe(
      'PROCESS_FAIL',
    );

    // Another guest leaves without paying.
    const other = shop.newOrder();
    const placed = expectKind(await shop.payments.payEntryCode(other), 'placed');
    const reference = { paymentRequestId: other.paymentRequestId };
    const cancelled = expectKind(await shop.payments.cancel(reference), 'cancelled');
    expect(cancelled.paymentId).toBe(placed.payment.paymentId);
    expectKind(await shop.payments.inquiryPayment(reference), 'cancelled');
    await expect(pressWallet(placed.redirect.url, 'pay')).rejects.toThrow('no pay button');

    expect(simulator.control.calls().every(({ resultCode }) => resultCode !== 'INVALID_SIGNATURE')).toBe(
      true,
    );
    expect([shop.refusals, shop.errors]).toEqual([[], []]);
  });
});

it('a browser that is no wallet gets no payment', async () => {
  const { simulator, shop } = await open();
  const page = await fetch(shop.pageUrl, { headers: { 'user-agent': 'Mozilla/5.0 Safari' } });
  expect(page.status).toBe(406);
  expect(simulator.control.payments()).toEqual([]);
});

it('a buyer who refuses is told by notification and by inquiry', async () => {
  const { simulator, shop } = await open();
  const request = shop.newOrder();
  const { redirect } = expectKind(await shop.payments.payEntryCode(request), 'placed');
  await pressWallet(redirect.url, 'refuse');
  await simulator.control.settled();
  const { paymentRequestId } = request;
  expect(shop.notifications).toMatchObject([
    { kind: 'declined', paymentRequestId, paymentAmount: undefined },
  ]);
  expect(shop.orders.get(paymentRequestId)).toMatchObject({ state: 'failed', deliveries: 0 });
  const { reason } = expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'declined');
  expect(reason.resultCode).toBe('USER_PAYMENT_VERIFICATION_FAILED');
});

it('an order that nobody pays closes at its default time, and not before', async () => {
  const { simulator, shop } = await open();
  const { paymentRequestId } = expectKind(
    await shop.payments.payEntryCode(shop.newOrder()),
    'placed',
  ).payment;
  const reference = { paymentRequestId: paymentRequestId ?? '' };
  await simulator.control.advance(599_000);
  expectKind(await shop.payments.inquiryPayment(reference), 'processing');
  await simulator.control.advance(1_000);
  const { reason } = expectKind(await shop.payments.inquiryPayment(reference), 'declined');
  expect(reason.resultCode).toBe('ORDER_IS_CLOSED');
  expect(shop.orders.get(reference.paymentRequestId)?.state).toBe('failed');
});
