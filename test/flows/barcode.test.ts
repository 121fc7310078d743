import { createRequestId } from '@alipay-intl/payments';
import { createManualClock, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectKind } from './support/shop.ts';
import { openScene, type Scene } from './support/till.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const minuteMs = 60_000;
const amount = { currency: 'USD', value: '599' };
let scene: Scene;

beforeEach(async () => {
  scene = await openScene(createManualClock(startMs));
});
afterEach(() => scene.close());

/** Writes a sale down, then charges the code. */
function sell(scannedCode: string = testPaymentCodes.paysAtOnce) {
  const attemptId = createRequestId();
  scene.sales.set(attemptId, { amount, state: 'open', acquirementId: undefined, deliveries: 0 });
  const charge = { attemptId, orderId: 'sale-1', description: 'Coffee', amount, scannedCode };
  return { attemptId, charge, pay: () => scene.rail.pay(charge) };
}

const stateOf = (id: string) => scene.sales.get(id);
const deliveries = () =>
  scene.simulator.control.deliveries().map(({ status, acknowledged }) => [status, acknowledged]);

it('a coffee is sold at the till, notified, partly refunded, and the next sale is reversed', async () => {
  const { simulator, rail } = scene;
  const first = sell();
  const paid = expectKind(await first.pay(), 'paid');
  await simulator.control.settled();
  expect(stateOf(first.attemptId)).toMatchObject({
    state: 'paid',
    deliveries: 1,
    acquirementId: paid.providerId,
  });
  expect(deliveries()).toEqual([[200, true]]);

  const providerId = paid.providerId ?? '';
  const refund = {
    refundAttemptId: createRequestId(),
    providerId,
    amount: { currency: 'USD', value: '200' },
  };
  const refunded = expectKind(await rail.refund(refund), 'refunded');
  expect(expectKind(await rail.refund(refund), 'refunded').providerRefundId).toBe(refunded.providerRefundId);
  const tooMuch = {
    ...refund,
    refundAttemptId: createRequestId(),
    amount: { currency: 'USD', value: '400' },
  };
  expect(expectKind(await rail.refund(tooMuch), 'declined').reason.resultCode).toBe('REFUND_AMOUNT_EXCEED');
  expect(simulator.control.payment(first.attemptId)?.refundedAmount.value).toBe('200');

  const second = sell(testPaymentCodes.waitsForWallet);
  expectKind(await second.pay(), 'processing');
  expectKind(await rail.cancel(second), 'cancelled');
  expectKind(await rail.query(second), 'cancelled');
  expect([scene.refusals, scene.notifications.length]).toEqual([[], 1]);
});

it('an order code is shown, paid in the wallet and notified to its own address', async () => {
  const { simulator, payments } = scene;
  const merchantTransId = createRequestId();
  scene.sales.set(merchantTransId, { amount, state: 'open', acquirementId: undefined, deliveries: 0 });
  const request = { merchantTransId, order: { orderAmount: amount, orderTitle: 'Kaffee/Törtchen 奶茶' } };
  const { orderQrCode } = expectKind(await payments.preCreate(request), 'placed');
  const page = await (await fetch(orderQrCode)).text();
  expect(page).toContain('5.99');
  const action = /action="([^"]+\/pay)"/.exec(page)?.[1] ?? '';
  await fetch(new URL(action, orderQrCode), { method: 'POST', redirect: 'manual' });
  await simulator.control.settled();
  expect(stateOf(merchantTransId)).toMatchObject({ state: 'paid', deliveries: 1 });
  const { transaction } = expectKind(await payments.payQuery({ merchantTransId }), 'paid');
  expect(transaction.acquirementId).toBe(stateOf(merchantTransId)?.acquirementId);
});

describe('the lost answer', () => {
  it('is made up for by the notification, by the query and by the repeat: all say the same', async () => {
    const { simulator, rail } = scene;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'lose-answer' });
    const { attemptId, pay } = sell();
    expectKind(await pay(), 'unknown');
    await simulator.control.settled();
    expect(stateOf(attemptId)).toMatchObject({ state: 'paid', deliveries: 1 });
    const found = expectKind(await rail.query({ attemptId }), 'paid');
    const repeated = expectKind(await pay(), 'paid');
    expect(new Set([found.providerId, repeated.providerId, stateOf(attemptId)?.acquirementId]).size).toBe(1);
    await simulator.control.settled();
    expect(stateOf(attemptId)?.deliveries).toBe(1);
  });

  it('of a request that arrives after its reversal charges nothing', async () => {
    const { simulator, rail } = scene;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'late', delayMs: 10_000 });
    const { attemptId, pay } = sell();
    expectKind(await pay(), 'unknown');
    // docs/wire/acquiring §8.1: not found, twice more 5 to 7 seconds apart, then the reversal.
    for (let round = 0; round < 3; round += 1) {
      expectKind(await rail.query({ attemptId }), 'not-found');
      if (round < 2) await simulator.control.advance(3_000);
    }
    expectKind(await rail.cancel({ attemptId }), 'cancelled');
    await simulator.control.advance(10_000);
    expect(simulator.control.payments()).toEqual([]);
    expect(scene.notifications).toEqual([]);
  });

  it('of a request that arrives before its reversal is paid and given back', async () => {
    const { simulator, rail } = scene;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'late', delayMs: 5_000 });
    const { attemptId, pay } = sell();
    expectKind(await pay(), 'unknown');
    await simulator.control.advance(5_000);
    expect(stateOf(attemptId)?.state).toBe('paid');
    expectKind(await rail.cancel({ attemptId }), 'cancelled');
    expect(simulator.control.payment(attemptId)?.paymentStatus).toBe('CANCELLED');
  });

  it('of a reversal that says U again and again stays open: neither cancelled nor paid is told', async () => {
    const { simulator, rail } = scene;
    const { attemptId, pay } = sell(testPaymentCodes.unknownThenWaits);
    expectKind(await pay(), 'unknown');
    const fault = { operation: 'acquiring.payCancel', fault: 'result', resultCode: 'SYSTEM_ERROR' } as const;
    simulator.control.failNext({ ...fault, resultStatus: 'U', times: 5 });
    for (let round = 0; round < 5; round += 1) {
      const { cause } = expectKind(await rail.cancel({ attemptId }), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    }
    expect(simulator.control.payment(attemptId)?.paymentStatus).toBe('PROCESSING');
    expectKind(await rail.cancel({ attemptId }), 'cancelled');
  });
});

describe('notifications', () => {
  it('may come before the answer of their own pay call', async () => {
    const { simulator } = scene;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'delay', delayMs: 400 });
    const { attemptId, pay } = sell();
    const call = pay();
    while (simulator.control.payment(attemptId) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await simulator.control.settled();
    expect(stateOf(attemptId)).toMatchObject({ state: 'paid', deliveries: 1 });
    expectKind(await call, 'paid');
  });

  it('are sent again until the shop can store them, and are booked once', async () => {
    const { simulator } = scene;
    scene.failNext(3);
    const { attemptId, pay } = sell();
    expectKind(await pay(), 'paid');
    await simulator.control.settled();
    await simulator.control.advance(60 * minuteMs);
    expect(deliveries()).toEqual([
      [500, false],
      [500, false],
      [500, false],
      [200, true],
    ]);
    await simulator.control.resendNotification(attemptId);
    await simulator.control.settled();
    expect(stateOf(attemptId)).toMatchObject({ state: 'paid', deliveries: 1 });
  });

  it('with another amount are well signed, and still book nothing', async () => {
    const { simulator } = scene;
    simulator.control.notifyNext({ fault: 'wrong-amount' });
    const { attemptId, pay } = sell();
    expectKind(await pay(), 'paid');
    await simulator.control.settled();
    expect(stateOf(attemptId)).toMatchObject({ state: 'mismatch', deliveries: 0 });
  });

  it('of a failure without any id are acknowledged, and the query tells which it was', async () => {
    const { simulator, rail } = scene;
    const { attemptId, pay } = sell(testPaymentCodes.balanceNotEnough);
    expectKind(await pay(), 'declined');
    await simulator.control.settled();
    expect(scene.notifications).toMatchObject([{ kind: 'declined', merchantTransId: undefined }]);
    expect(deliveries()).toEqual([[200, true]]);
    expect(stateOf(attemptId)?.state).toBe('open');
    expectKind(await rail.query({ attemptId }), 'cancelled');
  });
});

it('a key that rotates in mid-flight: an answer by the new key is unknown, and nothing is lost', async () => {
  const { simulator, rail } = scene;
  simulator.control.rotateAlipayKey('2');
  const { attemptId, pay } = sell();
  expect(expectKind(await pay(), 'unknown').cause.code).toBe('ERR_SIGNATURE_INVALID');
  await simulator.control.settled();
  expect(scene.refusals).toEqual(['ERR_SIGNATURE_INVALID']);
  expect(expectKind(await rail.query({ attemptId }), 'unknown').cause.code).toBe('ERR_SIGNATURE_INVALID');
  expect(stateOf(attemptId)?.state).toBe('open');
  expect(simulator.control.payment(attemptId)?.paymentStatus).toBe('SUCCESS');
});
