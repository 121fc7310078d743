import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { AlipayError, TransportError } from '@alipay-intl/core';
import type { CallOptions } from '@alipay-intl/payments';
import { type FaultName, type Simulator, startSimulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caught } from './support/caught.ts';
import { expectKind } from './support/expect-kind.ts';
import {
  entryCodeRequest,
  newId,
  openShop,
  openShopAt,
  orderCodeRequest,
  paymentCodeRequest,
  refundRequest,
  type Shop,
} from './support/shop.ts';

let simulator: Simulator;
let shop: Shop;

beforeAll(async () => {
  simulator = await startSimulator({ notifications: 'off' });
  shop = await openShopAt(simulator);
});
afterAll(async () => {
  await shop.close();
  await simulator.close();
});
beforeEach(() => simulator.control.clearFaults());

/** Pays a payment code and returns Alipay's id. */
async function paidPayment(paymentRequestId = newId()): Promise<string> {
  const { payment } = expectKind(
    await shop.payments.payPaymentCode(paymentCodeRequest({ paymentRequestId })),
    'paid',
  );
  return payment.paymentId ?? '';
}

type Run = (options: CallOptions) => Promise<{ readonly kind: string }>;

/** Each money call, prepared so that it would succeed if its answer came. */
const moneyCalls: readonly (readonly [string, 'pay' | 'cancel' | 'refund', () => Promise<Run>])[] = [
  ['payEntryCode', 'pay', async () => (options) => shop.payments.payEntryCode(entryCodeRequest(), options)],
  ['payOrderCode', 'pay', async () => (options) => shop.payments.payOrderCode(orderCodeRequest(), options)],
  [
    'payPaymentCode',
    'pay',
    async () => (options) => shop.payments.payPaymentCode(paymentCodeRequest(), options),
  ],
  [
    'cancel',
    'cancel',
    async () => {
      const paymentId = await paidPayment();
      return (options) => shop.payments.cancel({ paymentId }, options);
    },
  ],
  [
    'refund',
    'refund',
    async () => {
      const paymentId = await paidPayment();
      return (options) => shop.payments.refund(refundRequest({ paymentId }), options);
    },
  ],
];

const moneyUnknown = 'the state of the money is unknown';
const provesNothing = 'It proves nothing about the money.';

/** Each fault, the code of its cause, and what its message must say about the money. */
const faults: readonly (readonly [FaultName, string, string])[] = [
  ['lose-request', 'ERR_TRANSPORT_LOST', moneyUnknown],
  ['lose-answer', 'ERR_TRANSPORT_LOST', moneyUnknown],
  ['truncated', 'ERR_TRANSPORT_LOST', moneyUnknown],
  ['delay', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown],
  ['stall', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown],
  ['stall-body', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown],
  ['oversize', 'ERR_RESPONSE_TOO_LARGE', moneyUnknown],
  ['wrong-signature', 'ERR_SIGNATURE_INVALID', provesNothing],
  ['foreign-key', 'ERR_SIGNATURE_INVALID', provesNothing],
  ['wrong-client', 'ERR_SIGNATURE_CLIENT', provesNothing],
  ['empty-signature', 'ERR_SIGNATURE_MALFORMED', provesNothing],
  ['no-response-time', 'ERR_SIGNATURE_MISSING', provesNothing],
  ['unsigned', 'ERR_SIGNATURE_MISSING', provesNothing],
  ['unsigned-failure', 'ERR_SIGNATURE_MISSING', provesNothing],
  ['gbk-failure', 'ERR_SIGNATURE_MISSING', provesNothing],
  ['repeated-key', 'ERR_RESPONSE_MALFORMED', provesNothing],
  ['html', 'ERR_RESPONSE_STATUS', provesNothing],
  ['status-500', 'ERR_RESPONSE_STATUS', provesNothing],
  ['empty-body', 'ERR_RESPONSE_MALFORMED', provesNothing],
];
const slowFaults: ReadonlySet<string> = new Set(['delay', 'stall', 'stall-body']);

describe.each(moneyCalls)('%s', (_name, operation, prepare) => {
  it.each(faults)('is unknown after %s: %s', async (fault, code, money) => {
    const run = await prepare();
    const callsBefore = simulator.control.calls().length;
    simulator.control.failNext({ operation, fault, ...(fault === 'delay' && { delayMs: 2_000 }) });
    const outcome = await run(slowFaults.has(fault) ? { deadlineMs: 150 } : {});
    const unknown = expectKind(
      outcome as { kind: 'unknown'; cause: AlipayError; result: unknown; claimed: unknown },
      'unknown',
    );
    expect(unknown.cause).toBeInstanceOf(AlipayError);
    expect(unknown.cause.code).toBe(code);
    expect(unknown.cause.message).toContain(money);
    expect(unknown.cause.next.length).toBeGreaterThan(10);
    expect(unknown.result).toBeUndefined();
    const claims = fault === 'unsigned-failure' || fault === 'gbk-failure';
    if (claims) expect(unknown.claimed).toMatchObject({ resultCode: 'INVALID_SIGNATURE', resultStatus: 'F' });
    else expect(unknown.claimed).toBeUndefined();
    // Nothing is repeated behind the caller's back.
    expect(simulator.control.calls().length).toBe(callsBefore + 1);
  });
});

describe('facts of a lost answer', () => {
  it('says how long it took and what arrived', async () => {
    simulator.control.failNext({ operation: 'pay', fault: 'html' });
    const { facts, cause } = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'unknown');
    expect(facts).toMatchObject({ path: '/ams/api/v1/payments/pay', httpStatus: 502 });
    expect(cause).toMatchObject({ httpStatus: 502 });
    simulator.control.failNext({ operation: 'pay', fault: 'delay', delayMs: 2_000 });
    const late = await shop.payments.payEntryCode(entryCodeRequest(), { deadlineMs: 120 });
    const timeout = expectKind(late, 'unknown');
    expect(timeout.facts.durationMs).toBeGreaterThanOrEqual(110);
    expect(timeout.facts.durationMs).toBeLessThan(1_500);
    expect(timeout.facts.httpStatus).toBeUndefined();
    expect(timeout.cause).toMatchObject({ bytesMayHaveLeft: true });
  });

  it('is no exception for inquiries either', async () => {
    const paymentRequestId = newId();
    await paidPayment(paymentRequestId);
    for (const [fault, code] of faults.filter(([name]) => !slowFaults.has(name))) {
      simulator.control.failNext({ operation: 'inquiryPayment', fault });
      const state = await shop.payments.inquiryPayment({ paymentRequestId });
      expect(expectKind(state, 'unknown').cause.code).toBe(code);
      simulator.control.failNext({ operation: 'inquiryRefund', fault });
      const refund = await shop.payments.inquiryRefund({ refundRequestId: 'refund_x' });
      expect(expectKind(refund, 'unknown').cause.code).toBe(code);
    }
  });
});

describe('after a lost answer', () => {
  it('finds a pay that was committed', async () => {
    const request = paymentCodeRequest();
    simulator.control.failNext({ operation: 'pay', fault: 'lose-answer' });
    expectKind(await shop.payments.payPaymentCode(request), 'unknown');
    const { paymentRequestId } = request;
    const { payment } = expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
    expect(payment.paymentAmount).toEqual(request.paymentAmount);
  });

  it('finds a pay that timed out after its commit', async () => {
    const request = paymentCodeRequest();
    simulator.control.failNext({ operation: 'pay', fault: 'delay', delayMs: 1_000 });
    const outcome = await shop.payments.payPaymentCode(request, { deadlineMs: 100 });
    expect(expectKind(outcome, 'unknown').cause.code).toBe('ERR_TRANSPORT_TIMEOUT');
    const { paymentRequestId } = request;
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
  });

  it('does not find a pay that was lost before its commit', async () => {
    const request = paymentCodeRequest();
    simulator.control.failNext({ operation: 'pay', fault: 'lose-request' });
    expectKind(await shop.payments.payPaymentCode(request), 'unknown');
    const { paymentRequestId } = request;
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'not-found');
    expectKind(await shop.payments.payPaymentCode(request), 'paid');
    expect(simulator.control.payment(paymentRequestId)?.paymentStatus).toBe('SUCCESS');
  });

  it('charges once, however often the same request is repeated', async () => {
    const request = paymentCodeRequest();
    for (const fault of ['lose-answer', 'unsigned', 'truncated', 'lose-request'] as const) {
      simulator.control.failNext({ operation: 'pay', fault });
      expectKind(await shop.payments.payPaymentCode(request), 'unknown');
    }
    expectKind(await shop.payments.payPaymentCode(request), 'paid');
    const same = simulator.control
      .payments()
      .filter(({ paymentRequestId }) => paymentRequestId === request.paymentRequestId);
    expect(same).toHaveLength(1);
  });

  it('shows a cancel and a refund whose answers were lost', async () => {
    const first = await paidPayment();
    simulator.control.failNext({ operation: 'cancel', fault: 'lose-answer' });
    expectKind(await shop.payments.cancel({ paymentId: first }), 'unknown');
    expectKind(await shop.payments.inquiryPayment({ paymentId: first }), 'cancelled');
    expectKind(await shop.payments.cancel({ paymentId: first }), 'cancelled');

    const second = await paidPayment();
    const request = refundRequest({ paymentId: second });
    const { refundRequestId } = request;
    simulator.control.failNext({ operation: 'refund', fault: 'lose-request' });
    expectKind(await shop.payments.refund(request), 'unknown');
    expectKind(await shop.payments.inquiryRefund({ refundRequestId }), 'not-found');
    simulator.control.failNext({ operation: 'refund', fault: 'lose-answer' });
    expectKind(await shop.payments.refund(request), 'unknown');
    expectKind(await shop.payments.inquiryRefund({ refundRequestId }), 'refunded');
    expectKind(await shop.payments.refund(request), 'refunded');
    expect(simulator.control.payment(second)?.refundedAmount.value).toBe('100');
  });
});

describe('nothing was sent', () => {
  it('throws when the connection is refused, and the same id may be used again', async () => {
    const placeholder = createServer();
    await new Promise<void>((resolve) => placeholder.listen(0, '127.0.0.1', resolve));
    const { port } = placeholder.address() as AddressInfo;
    await new Promise((resolve) => placeholder.close(resolve));
    const closed = await openShop(`http://127.0.0.1:${port}`);
    const runs = [
      () => closed.payments.payEntryCode(entryCodeRequest()),
      () => closed.payments.payOrderCode(orderCodeRequest()),
      () => closed.payments.payPaymentCode(paymentCodeRequest()),
      () => closed.payments.cancel({ paymentRequestId: 'p' }),
      () => closed.payments.refund(refundRequest()),
      () => closed.payments.inquiryPayment({ paymentRequestId: 'p' }),
      () => closed.payments.inquiryRefund({ refundRequestId: 'r' }),
    ];
    for (const run of runs) {
      const error = await caught(run, TransportError);
      expect(error.code).toBe('ERR_TRANSPORT_CONNECT');
      expect(error.bytesMayHaveLeft).toBe(false);
      expect(error.message).toContain('Nothing was sent, so this call moved no money.');
    }
    const request = paymentCodeRequest();
    await caught(closed.payments.payPaymentCode(request), TransportError);
    await caught(closed.payments.payPaymentCode(request), TransportError);
    await closed.close();
  });

  it('throws when the signal had fired before', async () => {
    const callsBefore = simulator.control.calls().length;
    const signal = AbortSignal.abort(new Error('the cashier gave up'));
    const error = await caught(
      shop.payments.payPaymentCode(paymentCodeRequest(), { signal }),
      TransportError,
    );
    expect(error.code).toBe('ERR_TRANSPORT_ABORTED');
    expect(error.bytesMayHaveLeft).toBe(false);
    expect(simulator.control.calls().length).toBe(callsBefore);
  });

  it('is unknown when the signal fires while the call is under way', async () => {
    const request = paymentCodeRequest();
    simulator.control.failNext({ operation: 'pay', fault: 'delay', delayMs: 2_000 });
    const outcome = await shop.payments.payPaymentCode(request, { signal: AbortSignal.timeout(150) });
    const { cause } = expectKind(outcome, 'unknown');
    expect(cause.code).toBe('ERR_TRANSPORT_ABORTED');
    expect(cause.message).toContain(moneyUnknown);
    const { paymentRequestId } = request;
    expectKind(await shop.payments.inquiryPayment({ paymentRequestId }), 'paid');
  });
});
