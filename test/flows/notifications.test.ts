import { createManualClock, type NotificationFault, type Simulator } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectKind, openShop, openSimulator, type Shop, type ShopOptions } from './support/shop.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const minuteMs = 60_000;
let simulator: Simulator;
let shop: Shop;
let now: () => number;

beforeEach(async () => {
  const clock = createManualClock(startMs);
  now = clock.now;
  simulator = await openSimulator({ clock });
  shop = await openShop(simulator, now);
});
afterEach(async () => {
  await shop.close();
  await simulator.close();
});

async function reopen(options: ShopOptions): Promise<void> {
  await shop.close();
  shop = await openShop(simulator, now, options);
}

/** Places an order and returns its id. */
async function place(): Promise<string> {
  const request = shop.newOrder();
  expectKind(await shop.payments.payEntryCode(request), 'placed');
  return request.paymentRequestId;
}

async function pay(id: string): Promise<void> {
  await simulator.control.confirm(id);
  await simulator.control.settled();
}

const stateOf = (id: string) => shop.orders.get(id);

describe('keys that rotate in mid-flight', () => {
  const oldKey = () => ({ keyVersion: '1', publicKey: simulator.credentials.alipayPublicKey });

  it('answers and notifications go on with both keys in the ring', async () => {
    const id = await place();
    const rotated = simulator.control.rotateAlipayKey('2');
    await reopen({ alipayPublicKeys: [oldKey(), { keyVersion: '2', publicKey: rotated }] });
    const reference = { paymentRequestId: id };
    const open = expectKind(await shop.payments.inquiryPayment(reference), 'processing');
    expect(open.proof.verifiedBy).toMatchObject({ keyVersion: '2', foundBy: 'named' });
    const second = await place();
    await pay(second);
    expect(stateOf(second)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('an answer by a key that is not in the ring is unknown, and the payment is not lost', async () => {
    simulator.control.rotateAlipayKey('2');
    const request = shop.newOrder();
    const { cause } = expectKind(await shop.payments.payEntryCode(request), 'unknown');
    expect(cause.code).toBe('ERR_SIGNATURE_INVALID');
    const { paymentRequestId } = request;
    await pay(paymentRequestId);
    expect(shop.refusals).toEqual(['ERR_SIGNATURE_INVALID']);
    expect(stateOf(paymentRequestId)?.state).toBe('open');
    const rotated = simulator.control.rotateAlipayKey('3');
    await reopen({ alipayPublicKeys: [{ keyVersion: '3', publicKey: rotated }] });
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
  });

  it('a resend is signed by the new key, and believed by a shop that has learnt it meanwhile', async () => {
    const id = await place();
    shop.failNext(1);
    await pay(id);
    expect(stateOf(id)?.state).toBe('open');
    const rotated = simulator.control.rotateAlipayKey('2');
    await reopen({
      alipayPublicKeys: [oldKey(), { keyVersion: '2', publicKey: rotated }],
      port: Number(new URL(shop.notifyUrl).port),
      orders: shop.orders,
    });
    await simulator.control.advance(2 * minuteMs);
    expect(simulator.control.deliveries().map(({ acknowledged }) => acknowledged)).toEqual([false, true]);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
    expect(shop.refusals).toEqual([]);
  });
});

describe('order of events', () => {
  it('a notification may come before the answer of its pay call', async () => {
    const request = shop.newOrder();
    simulator.control.failNext({ operation: 'pay', fault: 'delay', delayMs: 400 });
    const call = shop.payments.payEntryCode(request);
    const { paymentRequestId } = request;
    while (simulator.control.payment(paymentRequestId) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await pay(paymentRequestId);
    expect(stateOf(paymentRequestId)).toMatchObject({ state: 'paid', deliveries: 1 });
    expectKind(await call, 'placed');
    expect(stateOf(paymentRequestId)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('PAYMENT_PENDING comes first and delivers nothing', async () => {
    const id = await place();
    simulator.control.notifyNext({ pendingFirst: true });
    await pay(id);
    expect(shop.notifications.map(({ kind }) => kind)).toEqual(['processing', 'paid']);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('PAYMENT_PENDING comes last and changes nothing', async () => {
    const id = await place();
    simulator.control.holdNotifications();
    simulator.control.notifyNext({ pendingFirst: true });
    await pay(id);
    simulator.control.releaseNotifications('reversed');
    await simulator.control.settled();
    expect(shop.notifications.map(({ kind }) => kind)).toEqual(['paid', 'processing']);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('ten copies deliver once', async () => {
    const id = await place();
    simulator.control.notifyNext({ copies: 10 });
    await pay(id);
    await simulator.control.resendNotification(id);
    await simulator.control.settled();
    expect(shop.notifications).toHaveLength(11);
    expect(simulator.control.deliveries().every(({ acknowledged }) => acknowledged)).toBe(true);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('a notification that is lost is made up for by an inquiry', async () => {
    const id = await place();
    simulator.control.notifyNext({ copies: 0 });
    await pay(id);
    expect(shop.notifications).toEqual([]);
    const { payment } = expectKind(await shop.payments.inquiryPayment({ paymentRequestId: id }), 'paid');
    expect(payment.paymentAmount).toEqual(stateOf(id)?.amount);
  });
});

describe('resending', () => {
  // docs/wire/v1 §6.3.
  const waitsMs = [2, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * minuteMs);

  it('follows the schedule until the shop can store it, and ends there', async () => {
    const id = await place();
    shop.failNext(3);
    await pay(id);
    await simulator.control.advance(1 * minuteMs);
    expect(simulator.control.deliveries()).toHaveLength(1);
    await simulator.control.advance(1 * minuteMs);
    expect(simulator.control.deliveries()).toHaveLength(2);
    await simulator.control.advance(10 * minuteMs);
    expect(stateOf(id)?.state).toBe('open');
    await simulator.control.advance(10 * minuteMs);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
    await simulator.control.advance(48 * 60 * minuteMs);
    expect(simulator.control.deliveries().map(({ status, acknowledged }) => [status, acknowledged])).toEqual([
      [500, false],
      [500, false],
      [500, false],
      [200, true],
    ]);
    expect(shop.errors).toHaveLength(3);
  });

  it('gives up after eight deliveries in the documented rhythm, and the inquiry still knows', async () => {
    const id = await place();
    shop.failNext(100);
    await pay(id);
    for (const waitMs of waitsMs) await simulator.control.advance(waitMs);
    await simulator.control.advance(48 * 60 * minuteMs);
    const at = simulator.control.deliveries().map((delivery) => delivery.at);
    expect(at).toHaveLength(8);
    expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual(waitsMs);
    expect(stateOf(id)?.state).toBe('open');
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId: id }), 'paid');
  });

  it.each<[NotificationFault, string]>([
    ['wrong-signature', 'ERR_SIGNATURE_INVALID'],
    ['foreign-key', 'ERR_SIGNATURE_INVALID'],
    ['unsigned', 'ERR_SIGNATURE_MISSING'],
    ['empty-signature', 'ERR_SIGNATURE_MALFORMED'],
    ['wrong-client', 'ERR_SIGNATURE_CLIENT'],
    ['repeated-key', 'ERR_NOTIFICATION_MALFORMED'],
  ])('after %s the first is refused and the second believed', async (fault, code) => {
    const id = await place();
    simulator.control.notifyNext({ fault });
    await pay(id);
    expect(shop.refusals).toEqual([code]);
    expect(stateOf(id)?.state).toBe('open');
    await simulator.control.advance(2 * minuteMs);
    expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
    expect(shop.refusals).toEqual([code]);
    expect(simulator.control.deliveries().map(({ status }) => status)).toEqual([400, 200]);
  });

  it('a wrong amount is well signed, so only the comparison with the order stops it', async () => {
    const id = await place();
    simulator.control.notifyNext({ fault: 'wrong-amount' });
    await pay(id);
    expect(shop.refusals).toEqual([]);
    expect(shop.notifications).toMatchObject([
      { kind: 'paid', paymentAmount: { currency: 'USD', value: '600' } },
    ]);
    expect(stateOf(id)).toMatchObject({ state: 'mismatch', deliveries: 0 });
  });
});

it('a notify URL with a query works, and the query is part of what is signed', async () => {
  await reopen({ notifyQuery: '?shop=HK-01&lang=zh_CN' });
  const id = await place();
  await pay(id);
  expect(stateOf(id)).toMatchObject({ state: 'paid', deliveries: 1 });
  expect(shop.refusals).toEqual([]);
});

describe('a payment code', () => {
  it('that the wallet must confirm is decided by the inquiry or by the notification, whichever comes', async () => {
    const request = shop.newOrder();
    const { paymentRequestId, paymentAmount, paymentNotifyUrl, order } = request;
    const outcome = await shop.payments.payPaymentCode({
      paymentRequestId,
      paymentAmount,
      paymentNotifyUrl,
      paymentMethod: { paymentMethodId: '289901000000000000' },
      order: {
        ...order,
        env: { storeTerminalId: 'T1', storeTerminalRequestTime: '2026-11-01T12:00:00+08:00' },
      },
    });
    expectKind(outcome, 'processing');
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'processing');
    await pay(paymentRequestId);
    expect(stateOf(paymentRequestId)).toMatchObject({ state: 'paid', deliveries: 1 });
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
  });
});

describe('an asynchronous refund', () => {
  it('is processing until it is done', async () => {
    const other = await openSimulator({ contract: { refundMode: 'asynchronous' } });
    const otherShop = await openShop(other, Date.now);
    const request = otherShop.newOrder();
    const { payment } = expectKind(await otherShop.payments.payEntryCode(request), 'placed');
    await other.control.confirm(request.paymentRequestId);
    const refund = {
      refundRequestId: 'r1',
      paymentId: payment.paymentId ?? '',
      refundAmount: { currency: 'USD', value: '599' },
    };
    expectKind(await otherShop.payments.refund(refund), 'processing');
    expectKind(await otherShop.payments.inquiryRefund({ refundRequestId: 'r1' }), 'processing');
    await other.control.finishRefund('r1', 'SUCCESS');
    expectKind(await otherShop.payments.inquiryRefund({ refundRequestId: 'r1' }), 'refunded');
    expectKind(await otherShop.payments.refund(refund), 'refunded');
    await otherShop.close();
    await other.close();
  });
});
