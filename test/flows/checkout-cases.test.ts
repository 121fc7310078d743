import { createRequestId } from '@alipay-intl/payments';
import { testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { type Counter, type CounterOptions, type CounterOrder, openCounter } from './support/counter.ts';
import { accountOf } from './support/money.ts';
import { expectKind } from './support/shop.ts';

// What happens around a payment that no single fault shows: money that comes after the end, refunds that take their time,
// reversals that Alipay refuses, keys that rotate, notifications in any order.

const counters: Counter[] = [];
afterEach(async () => {
  for (const counter of counters.splice(0)) await counter.close();
});

const amount = { currency: 'USD', value: '599' };
const { paysAtOnce, waitsForWallet } = testPaymentCodes;

async function open(
  name: 'payment-code' | 'barcode',
  options?: CounterOptions,
): Promise<Counter & { readonly order: (scannedCode?: string) => CounterOrder }> {
  const counter = await openCounter(name, options);
  counters.push(counter);
  const order = (scannedCode: string = paysAtOnce): CounterOrder => {
    const attemptId = createRequestId();
    return { attemptId, orderId: attemptId, description: 'Coffee', amount, scannedCode };
  };
  return { ...counter, order };
}

it('money that arrives behind a confirmed reversal is given back, and the alarm is closed', async () => {
  const { checkout, simulator, clock, order, operations, alarms } = await open('barcode', {
    simulator: { contract: { cancelBlocksLatePay: false } },
  });
  const request = order();
  simulator.control.failNext({ operation: operations.pay, fault: 'late', delayMs: 40_000 });
  expectKind(await clock.run(checkout.collect(request)), 'reversed');
  const stop = new AbortController();
  const recovering = checkout.keepRecovering({ signal: stop.signal });
  await clock.pass(120_000);
  stop.abort();
  await recovering;
  expect(simulator.control.payment(request.attemptId)).toMatchObject({
    paymentStatus: 'SUCCESS',
    refundedAmount: amount,
  });
  expect(alarms.map(({ kind }) => kind)).toEqual(['paid-after-end']);
  const { openAlarms, kind } = await checkout.status(request.attemptId);
  expect([kind, openAlarms]).toEqual(['reversed', []]);
});

describe.each(['payment-code', 'barcode'] as const)('%s', (name) => {
  it.each([
    ['SUCCESS', 'refunded', 200n],
    // PROCESS_FAIL on a repeat says nothing about the first sending, so a person looks. docs/decisions/0014.
    ['FAIL', 'manual', 0n],
  ] as const)('a refund that takes its time and ends at Alipay with %s is %s', async (status, kind, back) => {
    const counter = await open(name, { simulator: { contract: { refundMode: 'asynchronous' } } });
    const { checkout, simulator, clock, order } = counter;
    const { attemptId } = expectKind(await clock.run(checkout.collect(order())), 'paid');
    const refundAttemptId = createRequestId();
    const refund = { attemptId, refundAttemptId, amount: { currency: 'USD', value: '200' } };
    const refunding = checkout.refund(refund);
    await clock.pass(20_000);
    await simulator.control.finishRefund(refundAttemptId, status);
    expectKind(await clock.run(refunding), kind);
    const { claimed, taken } = await accountOf(counter, attemptId);
    expect([claimed, taken]).toEqual([599n - back, 599n - back]);
  });

  it('a reversal that Alipay refuses waits for a person, who tries again when the funds are there', async () => {
    const { checkout, simulator, clock, order, operations } = await open(name);
    const request = order();
    simulator.control.failNext({ operation: operations.pay, fault: 'lose-answer' });
    simulator.control.failNext({ operation: operations.query, fault: 'lose-request', times: 100 });
    simulator.control.notifyNext({ copies: 0 });
    simulator.control.setMerchantFunded(false);
    const manual = expectKind(await clock.run(checkout.collect(request)), 'manual');
    expect(manual.reason).toBe('cancel-refused');
    const listed = await checkout.list({ only: 'needs-person', limit: 10 });
    expect(listed.map(({ attemptId }) => attemptId)).toEqual([request.attemptId]);
    simulator.control.clearFaults();
    simulator.control.setMerchantFunded(true);
    const { attemptId } = request;
    expectKind(await clock.run(checkout.reverseAgain({ attemptId, by: 'Ada' })), 'reversed');
    expect(simulator.control.payment(attemptId)?.paymentStatus).toBe('CANCELLED');
  });

  it('a key that rotates in mid-flight ends nothing: a person looks, and settles it as it is', async () => {
    const { checkout, simulator, clock, order } = await open(name);
    const request = order();
    simulator.control.rotateAlipayKey('2');
    const manual = expectKind(await clock.run(checkout.collect(request)), 'manual');
    expect([manual.reason, manual.paidWasSeen]).toEqual(['cancel-undecided', false]);
    const truth = simulator.control.payment(request.attemptId)?.paymentStatus;
    expect(truth).toBe('CANCELLED');
    const { attemptId } = request;
    const settled = await checkout.settle({ attemptId, as: 'reversed', by: 'Ada', note: 'portal' });
    expect([settled.kind, settled.settledBy]).toEqual(['reversed', 'Ada']);
  });

  it('notifications end a payment before its answer, twice, and late, and it is booked once', async () => {
    const { checkout, simulator, clock, order, operations, recorded } = await open(name);
    simulator.control.failNext({ operation: operations.pay, fault: 'notification-first' });
    simulator.control.notifyNext({ copies: 3 });
    const request = order();
    expectKind(await clock.run(checkout.collect(request)), 'paid');
    await simulator.control.resendNotification(request.attemptId);
    await simulator.control.settled();
    expect(recorded.toSorted()).toEqual(['known', 'known', 'known', 'recorded']);
    const history = await checkout.history(request.attemptId);
    expect(history.filter(({ type }) => type === 'ended')).toHaveLength(1);
    expect(simulator.control.deliveries().every(({ acknowledged }) => acknowledged)).toBe(true);
  });

  it('a well signed notification with another amount is never booked as paid', async () => {
    const { checkout, simulator, clock, order, alarms } = await open(name);
    const request = order(waitsForWallet);
    simulator.control.notifyNext({ fault: 'wrong-amount' });
    const collecting = checkout.collect(request);
    await clock.pass(2_000);
    await simulator.control.confirm(request.attemptId);
    const outcome = await clock.run(collecting);
    expect([outcome.kind === 'manual' ? outcome.reason : outcome.kind]).toEqual(['amount-differs']);
    expect(alarms.length).toBeLessThanOrEqual(1);
    const { attemptId } = request;
    const settled = await checkout.settle({ attemptId, as: 'paid', by: 'Ada', note: 'portal' });
    expect(settled.kind).toBe('paid');
  });

  it('the buyer confirms while the cashier gives the sale up: the reversal stands', async () => {
    const counter = await open(name);
    const { checkout, simulator, clock, order, operations } = counter;
    const request = order(waitsForWallet);
    const collecting = checkout.collect(request);
    await clock.pass(3_000);
    simulator.control.failNext({ operation: operations.cancel, fault: 'late', until: 'cancel' });
    const cancelling = checkout.cancel(request.attemptId);
    await clock.pass(1_000);
    await simulator.control.confirm(request.attemptId);
    const [collected, cancelled] = await clock.run(Promise.all([collecting, cancelling]));
    expect([collected.kind, cancelled.kind]).toEqual(['reversed', 'reversed']);
    expect(simulator.control.payment(request.attemptId)?.paymentStatus).toBe('CANCELLED');
    expect((await accountOf(counter, request.attemptId)).taken).toBe(0n);
  });
});
