import { createManualClock, type Simulator, SimulatorError, startSimulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, newId, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const minute = 60_000;
const startMs = Date.parse('2026-11-01T22:00:00+08:00');
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(startMs), notifications: 'off' });
});
afterAll(() => simulator.close());

async function placed(changes: Record<string, unknown> = {}, on: Simulator = simulator) {
  const body = payBody('OrderCode', changes);
  const { paymentId } = await call(on, 'pay', body);
  return { body, paymentId: String(paymentId), paymentRequestId: body.paymentRequestId };
}
async function paid(on: Simulator = simulator) {
  const payment = await placed({}, on);
  await on.control.confirm(payment.paymentRequestId);
  return payment;
}
const status = async (paymentId: string) =>
  (await call(simulator, 'inquiryPayment', { paymentId })).paymentStatus;
const code = async (operation: string, body: Record<string, unknown>, on: Simulator = simulator) =>
  (await call(on, operation, body)).result.resultCode;
const refundBody = (paymentId: string, value: string, currency = 'USD') => ({
  refundRequestId: newId('refund'),
  paymentId,
  refundAmount: { currency, value },
});

describe('inquiryPayment', () => {
  it('finds by either id, the paymentId first', async () => {
    const one = await placed();
    const two = await placed();
    const answer = await call(simulator, 'inquiryPayment', {
      paymentId: one.paymentId,
      paymentRequestId: two.paymentRequestId,
    });
    expect(answer.paymentRequestId).toBe(one.paymentRequestId);
    expect(await code('inquiryPayment', { paymentRequestId: 'nothing' })).toBe('ORDER_NOT_EXIST');
    expect(await code('inquiryPayment', {})).toBe('PARAM_ILLEGAL');
  });

  it('tells what was paid', async () => {
    const { paymentId } = await paid();
    expect(await call(simulator, 'inquiryPayment', { paymentId })).toMatchObject({
      result: { resultStatus: 'S' },
      paymentStatus: 'SUCCESS',
      paymentResultCode: 'SUCCESS',
      paymentTime: expect.stringMatching(/\+08:00$/),
      actualPaymentAmount: { currency: 'CNY', value: '4253' },
    });
  });

  it('tells why a payment failed', async () => {
    const { paymentId } = await placed();
    await simulator.control.decline(paymentId, 'RISK_REJECT');
    const answer = await call(simulator, 'inquiryPayment', { paymentId });
    expect(answer).toMatchObject({ paymentStatus: 'FAIL', paymentResultCode: 'RISK_REJECT' });
    expect(answer).not.toHaveProperty('paymentTime');
  });
});

describe('expiry', () => {
  it('closes at the given time and not before', async () => {
    const expiresMs = startMs + 5 * minute;
    const other = await startQuickly({ clock: createManualClock(startMs), notifications: 'off' });
    const { paymentId } = await placed({ paymentExpiryTime: new Date(expiresMs).toISOString() }, other);
    await other.control.advance(5 * minute - 1);
    expect(other.control.payment(paymentId)?.paymentStatus).toBe('PROCESSING');
    await other.control.advance(1);
    expect(other.control.payment(paymentId)).toMatchObject({
      paymentStatus: 'FAIL',
      paymentResultCode: 'ORDER_IS_CLOSED',
    });
    await expect(other.control.confirm(paymentId)).rejects.toMatchObject({ code: 'ERR_SIMULATOR_STATE' });
    await other.close();
  });

  it('closes on a clock that only tells the time', async () => {
    let nowMs = startMs;
    const clock = { now: () => nowMs, schedule: () => () => undefined };
    const other = await startQuickly({ clock, defaultExpiryMs: minute, notifications: 'off' });
    const { paymentId } = await placed({}, other);
    nowMs += minute;
    expect(other.control.payments()[0]?.paymentStatus).toBe('FAIL');
    expect((await call(other, 'inquiryPayment', { paymentId })).paymentStatus).toBe('FAIL');
    await expect(other.control.advance(1)).rejects.toMatchObject({ code: 'ERR_SIMULATOR_CLOCK' });
    await other.close();
  });

  it('comes by itself on a running clock', async () => {
    const other = await startQuickly({ defaultExpiryMs: 40, notifications: 'off' });
    const { paymentId } = await placed({}, other);
    await expect.poll(() => other.control.payment(paymentId)?.paymentStatus).toBe('FAIL');
    await other.close();
  });
});

describe('cancel', () => {
  it('blocks an unpaid payment, and may be repeated', async () => {
    const { paymentId, paymentRequestId } = await placed();
    const first = await call(simulator, 'cancel', { paymentRequestId });
    expect(first).toMatchObject({ result: { resultStatus: 'S' }, paymentId, paymentRequestId });
    expect(await call(simulator, 'cancel', { paymentId })).toEqual(first);
    expect(await status(paymentId)).toBe('CANCELLED');
    await expect(simulator.control.confirm(paymentId)).rejects.toMatchObject({ code: 'ERR_SIMULATOR_STATE' });
  });

  it('returns the money of a paid payment', async () => {
    const { paymentId } = await paid();
    expect(await code('cancel', { paymentId })).toBe('SUCCESS');
    expect(await status(paymentId)).toBe('CANCELLED');
  });

  it('succeeds on a failed payment, which stays failed', async () => {
    const { paymentId } = await placed();
    await simulator.control.decline(paymentId);
    expect(await code('cancel', { paymentId })).toBe('SUCCESS');
    expect(await status(paymentId)).toBe('FAIL');
  });

  it('is refused after a refund', async () => {
    const { paymentId } = await paid();
    await call(simulator, 'refund', refundBody(paymentId, '1'));
    expect(await code('cancel', { paymentId })).toBe('PROCESS_FAIL');
    expect(await status(paymentId)).toBe('SUCCESS');
  });

  it('is refused for an unknown payment or without an id', async () => {
    expect(await code('cancel', { paymentId: '1' })).toBe('ORDER_NOT_EXIST');
    expect(await code('cancel', {})).toBe('PARAM_ILLEGAL');
  });

  it('is refused when the merchant cannot return the money', async () => {
    const { paymentId } = await paid();
    simulator.control.setMerchantFunded(false);
    expect(await code('cancel', { paymentId })).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
    simulator.control.setMerchantFunded(true);
    expect(await code('cancel', { paymentId })).toBe('SUCCESS');
  });

  it.each([
    ['2026-11-01T00:00:00+08:00', '2026-11-02T00:15:00+08:00'],
    ['2026-11-01T23:59:59+08:00', '2026-11-02T00:15:00+08:00'],
    ['2026-11-02T00:00:00+08:00', '2026-11-03T00:15:00+08:00'],
  ])('of a payment of %s ends at %s', async (placedAt, endsAt) => {
    const other = await startQuickly({
      clock: createManualClock(Date.parse(placedAt)),
      notifications: 'off',
    });
    const early = await paid(other);
    const late = await paid(other);
    await other.control.advance(Date.parse(endsAt) - Date.parse(placedAt) - 1);
    expect(await code('cancel', { paymentId: early.paymentId }, other)).toBe('SUCCESS');
    await other.control.advance(1);
    expect(await code('cancel', { paymentId: late.paymentId }, other)).toBe('CANCEL_WINDOW_EXCEED');
    expect(await code('cancel', { paymentId: early.paymentId }, other)).toBe('SUCCESS');
    await other.close();
  });

  it('can have a window of another length', async () => {
    const clock = createManualClock(startMs);
    const other = await startQuickly({ clock, cancelWindow: { lengthMs: minute }, notifications: 'off' });
    const { paymentId } = await paid(other);
    await other.control.advance(minute);
    expect(await code('cancel', { paymentId }, other)).toBe('CANCEL_WINDOW_EXCEED');
    await other.close();
  });
});

describe('refund', () => {
  it('returns parts up to the whole and no further', async () => {
    const { paymentId } = await paid();
    const first = await call(simulator, 'refund', refundBody(paymentId, '200'));
    expect(first).toMatchObject({
      result: { resultStatus: 'S' },
      paymentId,
      refundId: expect.stringMatching(/^\d{28}$/),
      refundAmount: { currency: 'USD', value: '200' },
    });
    expect(await code('refund', refundBody(paymentId, '400'))).toBe('REFUND_AMOUNT_EXCEED');
    expect(await code('refund', refundBody(paymentId, '399'))).toBe('SUCCESS');
    expect(await code('refund', refundBody(paymentId, '1'))).toBe('REFUND_AMOUNT_EXCEED');
    expect(await status(paymentId)).toBe('SUCCESS');
    const { transactions } = await call(simulator, 'inquiryPayment', { paymentId });
    expect(transactions[0]).toMatchObject({
      transactionId: first.refundId,
      transactionType: 'REFUND',
      transactionStatus: 'SUCCESS',
      transactionAmount: { currency: 'USD', value: '200' },
    });
    expect(simulator.control.payment(paymentId)?.refundedAmount.value).toBe('599');
  });

  it('refuses what the payment does not allow', async () => {
    const open = await placed();
    expect(await code('refund', refundBody(open.paymentId, '1'))).toBe('ORDER_STATUS_INVALID');
    const failed = await placed();
    await simulator.control.decline(failed.paymentId);
    expect(await code('refund', refundBody(failed.paymentId, '1'))).toBe('ORDER_STATUS_INVALID');
    const cancelled = await placed();
    await call(simulator, 'cancel', { paymentId: cancelled.paymentId });
    expect(await code('refund', refundBody(cancelled.paymentId, '1'))).toBe('ORDER_IS_CANCELED');
    const done = await paid();
    expect(await code('refund', refundBody(done.paymentId, '1', 'EUR'))).toBe('CURRENCY_NOT_SUPPORT');
    expect(await code('refund', refundBody(done.paymentId, '0'))).toBe('PARAM_ILLEGAL');
    expect(await code('refund', refundBody('1', '1'))).toBe('ORDER_NOT_EXIST');
    const closed = await placed();
    await simulator.control.advance(10 * minute);
    expect(await code('refund', refundBody(closed.paymentId, '1'))).toBe('ORDER_IS_CLOSED');
  });

  it('gives the same answer to the same request, and refuses another amount', async () => {
    const { paymentId } = await paid();
    const body = refundBody(paymentId, '100');
    const first = await call(simulator, 'refund', body);
    expect(await call(simulator, 'refund', body)).toEqual(first);
    expect(simulator.control.payment(paymentId)?.refunds).toHaveLength(1);
    const inconsistent = { ...body, refundAmount: { currency: 'USD', value: '101' } };
    expect(await code('refund', inconsistent)).toBe('REPEAT_REQ_INCONSISTENT');
  });

  it('stays refused after a lack of funds; a new id succeeds', async () => {
    const { paymentId } = await paid();
    const body = refundBody(paymentId, '100');
    simulator.control.setMerchantFunded(false);
    expect(await code('refund', body)).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
    simulator.control.setMerchantFunded(true);
    expect(await code('refund', body)).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
    expect(await code('refund', refundBody(paymentId, '100'))).toBe('SUCCESS');
  });

  it('keeps to the contract', async () => {
    const clock = createManualClock(startMs);
    const once = { partialRefunds: false, multipleRefunds: false, refundWindowMs: minute };
    const other = await startQuickly({ clock, contract: once, notifications: 'off' });
    const one = await paid(other);
    expect(await code('refund', refundBody(one.paymentId, '1'), other)).toBe('PARTIAL_REFUND_NOT_SUPPORTED');
    expect(await code('refund', refundBody(one.paymentId, '599'), other)).toBe('SUCCESS');
    expect(await code('refund', refundBody(one.paymentId, '1'), other)).toBe(
      'MULTIPLE_REFUNDS_NOT_SUPPORTED',
    );
    const late = await paid(other);
    await other.control.advance(minute);
    expect(await code('refund', refundBody(late.paymentId, '599'), other)).toBe('REFUND_WINDOW_EXCEED');
    await other.close();
  });

  it('can be asynchronous, and then holds the money until it is finished', async () => {
    const other = await startQuickly({ contract: { refundMode: 'asynchronous' }, notifications: 'off' });
    const { paymentId } = await paid(other);
    const body = refundBody(paymentId, '599');
    expect((await call(other, 'refund', body)).result).toMatchObject({
      resultCode: 'REFUND_IN_PROCESS',
      resultStatus: 'U',
    });
    const ids = { refundRequestId: body.refundRequestId };
    expect((await call(other, 'inquiryRefund', ids)).refundStatus).toBe('PROCESSING');
    expect(await code('refund', refundBody(paymentId, '1'), other)).toBe('REFUND_AMOUNT_EXCEED');
    await other.control.finishRefund(body.refundRequestId, 'FAIL');
    expect((await call(other, 'inquiryRefund', ids)).refundStatus).toBe('FAIL');
    const again = refundBody(paymentId, '599');
    await call(other, 'refund', again);
    const finished = await other.control.finishRefund(again.refundRequestId, 'SUCCESS');
    expect(finished.refundStatus).toBe('SUCCESS');
    expect(await code('refund', again, other)).toBe('SUCCESS');
    await expect(other.control.finishRefund(again.refundRequestId, 'FAIL')).rejects.toBeInstanceOf(
      SimulatorError,
    );
    await other.close();
  });
});

describe('inquiryRefund', () => {
  it('finds by either id, the refundId first', async () => {
    const { paymentId } = await paid();
    const one = await call(simulator, 'refund', refundBody(paymentId, '1'));
    const two = await call(simulator, 'refund', refundBody(paymentId, '2'));
    const ids = { refundId: one.refundId, refundRequestId: two.refundRequestId };
    expect(await call(simulator, 'inquiryRefund', ids)).toMatchObject({
      result: { resultStatus: 'S' },
      refundId: one.refundId,
      refundStatus: 'SUCCESS',
      refundAmount: { currency: 'USD', value: '1' },
      refundTime: one.refundTime,
    });
    expect(await code('inquiryRefund', { refundRequestId: 'nothing' })).toBe('REFUND_NOT_EXIST');
    expect(await code('inquiryRefund', {})).toBe('PARAM_ILLEGAL');
  });
});

describe('bounds', () => {
  it('forgets the oldest payment, and the oldest call', async () => {
    const other = await startQuickly({ paymentsMax: 2, logLinesMax: 2, notifications: 'off' });
    const first = await paid(other);
    const refund = refundBody(first.paymentId, '1');
    await call(other, 'refund', refund);
    await placed({}, other);
    await placed({}, other);
    expect(other.control.payments()).toHaveLength(2);
    expect(other.control.payment(first.paymentId)).toBeUndefined();
    const ids = { refundRequestId: refund.refundRequestId };
    expect(await code('inquiryRefund', ids, other)).toBe('REFUND_NOT_EXIST');
    expect(other.control.calls().map(({ operation }) => operation)).toEqual(['pay', 'inquiryRefund']);
    await other.close();
  });
});

describe('the call log', () => {
  it('tells ids and results and never a payment code', async () => {
    const body = payBody('PaymentCode');
    await call(simulator, 'pay', body);
    const line = simulator.control.calls().at(-1);
    expect(line).toMatchObject({
      operation: 'pay',
      paymentRequestId: body.paymentRequestId,
      paymentId: expect.stringMatching(/^\d{28}$/),
      resultCode: 'SUCCESS',
      isProcessed: true,
      fault: undefined,
    });
    const everything = JSON.stringify([simulator.control.calls(), simulator.control.payments()]);
    expect(everything).not.toContain('281234567890123456');
  });
});

describe('options', () => {
  it.each([
    [{ merchant: { merchantPublicKey: 'no key' } }, 'merchant.merchantPublicKey'],
    [{ merchant: { alipayPrivateKey: 'no key' } }, 'merchant.alipayPrivateKey'],
    [{ merchant: { clientId: '' } }, 'merchant.clientId'],
    [{ merchant: { keyVersion: '1,2' } }, 'keyVersion'],
    [{ paymentsMax: 0 }, 'paymentsMax'],
    [{ resendSchedule: [] }, 'resendSchedule'],
    [{ walletQuote: { currency: 'CNY', price: '-1' } }, 'walletQuote.price'],
  ])('%j is refused by name', async (options, name) => {
    await expect(startSimulator(options)).rejects.toMatchObject({ code: 'ERR_SIMULATOR_OPTION_INVALID' });
    await expect(startSimulator(options)).rejects.toThrow(name);
  });

  it('a taken port is told', async () => {
    const port = Number(new URL(simulator.url).port);
    await expect(startQuickly({ port })).rejects.toMatchObject({ code: 'ERR_SIMULATOR_PORT_TAKEN' });
  });
});
