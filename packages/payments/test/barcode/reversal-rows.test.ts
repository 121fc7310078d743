import { createManualClock, type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import {
  openTillAt,
  payRequest,
  preCreateRequest,
  refundOf,
  startGateway,
  type Till,
} from './support/till.ts';

// The rows of docs/wire/acquiring §6.3 and §8.1, each as a test of its name.

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const minuteMs = 60_000;
const { waitsForWallet, unknownButPaid, unknownThenWaits } = testPaymentCodes;
let simulator: Simulator;
let till: Till;

beforeEach(async () => {
  simulator = await startGateway({ clock: createManualClock(startMs) });
  till = await openTillAt(simulator);
});
afterEach(async () => {
  await till.close();
  await simulator.close();
});

const query = (merchantTransId: string) => till.payments.payQuery({ merchantTransId });
const cancel = (merchantTransId: string) => till.payments.payCancel({ merchantTransId });
const statusOf = (id: string) => simulator.control.payment(id)?.paymentStatus;

describe('payCancel (§6.3)', () => {
  it('(a) the transaction was never created: cancelled, and a pay that comes later is refused', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await cancel(merchantTransId), 'cancelled');
    const { reason } = expectKind(await till.payments.pay(request), 'declined');
    expect(reason.resultCode).toBe('ORDER_IS_CANCELED');
    expect(statusOf(merchantTransId)).toBeUndefined();
    expectKind(await cancel(merchantTransId), 'cancelled');
  });

  it('(a) never created, while the pay is still on its way: the late pay charges nothing', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'late', delayMs: 3_000 });
    expect(expectKind(await till.payments.pay(request), 'unknown').cause.code).toBe('ERR_TRANSPORT_LOST');
    expectKind(await query(merchantTransId), 'not-found');
    expectKind(await cancel(merchantTransId), 'cancelled');
    await simulator.control.advance(5_000);
    expect(simulator.control.calls().at(-1)).toMatchObject({
      operation: 'acquiring.pay',
      resultCode: 'ORDER_IS_CANCELED',
    });
    expect(statusOf(merchantTransId)).toBeUndefined();
  });

  it('(b) created but unpaid: closed, and the buyer can no longer pay', async () => {
    const request = payRequest({ identityCode: waitsForWallet });
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'processing');
    expectKind(await cancel(merchantTransId), 'cancelled');
    expectKind(await query(merchantTransId), 'cancelled');
    await expect(simulator.control.confirm(merchantTransId)).rejects.toThrow('CANCELLED, not PROCESSING');
    expect(expectKind(await till.payments.pay(request), 'declined').reason.resultCode).toBe(
      'ORDER_IS_CANCELED',
    );
  });

  it('(b) an order code that nobody has scanned: closed too', async () => {
    const request = preCreateRequest();
    const { merchantTransId } = request;
    expectKind(await till.payments.preCreate(request), 'placed');
    expectKind(await query(merchantTransId), 'processing');
    expectKind(await cancel(merchantTransId), 'cancelled');
    expectKind(await query(merchantTransId), 'cancelled');
    expectKind(await till.payments.preCreate(request), 'declined');
  });

  it('(c) paid: refunded in full, and closed', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    const { acquirementId = '' } = expectKind(await till.payments.pay(request), 'paid').transaction;
    expectKind(await till.payments.payCancel({ acquirementId }), 'cancelled');
    expectKind(await query(merchantTransId), 'cancelled');
    expect(statusOf(merchantTransId)).toBe('CANCELLED');
    const refund = await till.payments.refund(refundOf(acquirementId));
    expect(expectKind(refund, 'declined').reason.resultCode).toBe('ORDER_IS_CANCELED');
  });

  it('may be repeated in every state, and stays cancelled', async () => {
    const ids = [payRequest(), payRequest({ identityCode: waitsForWallet }), payRequest()];
    await till.payments.pay(ids[0]!);
    await till.payments.pay(ids[1]!);
    for (const { merchantTransId } of ids) {
      for (let round = 0; round < 3; round += 1) expectKind(await cancel(merchantTransId), 'cancelled');
    }
  });

  it('of a paid transaction outside the window is declined, and the payment stays paid', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'paid');
    await simulator.control.advance(24 * 60 * minuteMs);
    const { reason } = expectKind(await cancel(merchantTransId), 'declined');
    expect(reason).toMatchObject({
      resultCode: 'CANCEL_WINDOW_EXCEED',
      advice: { en: 'The cancellation period is over: refund instead.' },
    });
    expectKind(await query(merchantTransId), 'paid');
  });

  it('that the merchant cannot fund is declined, and the payment stays paid', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'paid');
    simulator.control.setMerchantFunded(false);
    expect(expectKind(await cancel(merchantTransId), 'declined').reason.class).toBe('configuration');
    expectKind(await query(merchantTransId), 'paid');
    simulator.control.setMerchantFunded(true);
    expectKind(await cancel(merchantTransId), 'cancelled');
  });

  it('answered U three times over is unknown each time, then cancelled', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'paid');
    const fault = { operation: 'acquiring.payCancel', fault: 'result', resultCode: 'SYSTEM_ERROR' } as const;
    simulator.control.failNext({ ...fault, resultStatus: 'U', times: 3 });
    for (let round = 0; round < 3; round += 1) {
      expect(expectKind(await cancel(merchantTransId), 'unknown').result?.resultCode).toBe('SYSTEM_ERROR');
      expectKind(await query(merchantTransId), 'paid');
    }
    expectKind(await cancel(merchantTransId), 'cancelled');
  });
});

describe('a repeated pay and a query in each true state (§8.1)', () => {
  it('nothing created (system error): repeat SYSTEM_ERROR or a new try, query not-found', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    const fault = { operation: 'acquiring.pay', fault: 'result', resultCode: 'SYSTEM_ERROR' } as const;
    simulator.control.failNext({ ...fault, times: 2 });
    expectKind(await till.payments.pay(request), 'unknown');
    expectKind(await query(merchantTransId), 'not-found');
    expect(expectKind(await till.payments.pay(request), 'unknown').result?.resultCode).toBe('SYSTEM_ERROR');
    expect(statusOf(merchantTransId)).toBeUndefined();
    expectKind(await till.payments.pay(request), 'paid');
    expect(simulator.control.payments()).toHaveLength(1);
  });

  it.each([
    ['told so at once', waitsForWallet, 'processing'],
    ['hidden behind UNKNOWN_EXCEPTION', unknownThenWaits, 'unknown'],
  ])('waiting for the buyer, %s: repeat says open, query processing', async (_case, identityCode, kind) => {
    const request = payRequest({ identityCode });
    const { merchantTransId } = request;
    expect((await till.payments.pay(request)).kind).toBe(kind);
    expectKind(await till.payments.pay(request), 'processing');
    expectKind(await query(merchantTransId), 'processing');
    expect(statusOf(merchantTransId)).toBe('PROCESSING');
    await simulator.control.confirm(merchantTransId);
    expectKind(await query(merchantTransId), 'paid');
    expectKind(await till.payments.pay(request), 'paid');
  });

  it('paid: repeat says paid and charges nothing more, query paid', async () => {
    const request = payRequest({ identityCode: unknownButPaid });
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'unknown');
    const { transaction } = expectKind(await query(merchantTransId), 'paid');
    const repeated = expectKind(await till.payments.pay(request), 'paid');
    expect(repeated.transaction.acquirementId).toBe(transaction.acquirementId);
    expect(repeated.transaction.orderAmount).toEqual(request.order.orderAmount);
    expect(simulator.control.payments()).toHaveLength(1);
  });

  it('closed after three minutes: repeat says closed, query cancelled', async () => {
    const request = payRequest({ identityCode: waitsForWallet });
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'processing');
    await simulator.control.advance(3 * minuteMs - 1);
    expectKind(await query(merchantTransId), 'processing');
    await simulator.control.advance(1);
    expectKind(await query(merchantTransId), 'cancelled');
    expect(expectKind(await till.payments.pay(request), 'declined').reason.resultCode).toBe(
      'ORDER_IS_CLOSED',
    );
  });

  it('a query that overtakes its pay is not-found twice, then tells the truth', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    simulator.control.hideFromQueries(merchantTransId, 2);
    expectKind(await till.payments.pay(request), 'paid');
    expectKind(await query(merchantTransId), 'not-found');
    expectKind(await query(merchantTransId), 'not-found');
    expectKind(await query(merchantTransId), 'paid');
  });

  it('a lost pay that arrives late is not-found first, paid afterwards', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    simulator.control.failNext({ operation: 'acquiring.pay', fault: 'late', delayMs: 6_000 });
    expectKind(await till.payments.pay(request), 'unknown');
    expectKind(await query(merchantTransId), 'not-found');
    await simulator.control.advance(6_000);
    expectKind(await query(merchantTransId), 'paid');
  });

  it('a buyer who refuses leaves the transaction closed', async () => {
    const request = payRequest({ identityCode: waitsForWallet });
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'processing');
    await simulator.control.decline(merchantTransId);
    expectKind(await query(merchantTransId), 'cancelled');
    const { reason } = expectKind(await till.payments.pay(request), 'declined');
    expect(reason.resultCode).toBe('USER_BALANCE_NOT_ENOUGH');
  });
});
