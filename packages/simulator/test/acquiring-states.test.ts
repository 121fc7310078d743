import {
  createManualClock,
  type Simulator,
  type SimulatorOptions,
  testPaymentCodes,
} from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  barcodeBody,
  callAcquiring,
  codeOf,
  type FunctionKey,
  payOnce,
  preCreateBody,
  sendEnvelope,
} from './support/acquirer.ts';
import { call, newId } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const hour = 3_600_000;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const fresh = await startQuickly({ clock: createManualClock(startMs), ...options });
  cleanups.push(fresh.close);
  return fresh;
}

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(startMs) });
});
afterAll(() => simulator.close());

const party = { merchantId: 'TEST_MERCHANT' };
const ask = (name: FunctionKey, ids: Record<string, unknown>, target = simulator) =>
  callAcquiring(target, name, { ...party, ...ids });
const codeFor = async (name: FunctionKey, ids: Record<string, unknown>, target = simulator) =>
  codeOf(await ask(name, ids, target));
const waiting = { identityCode: testPaymentCodes.waitsForWallet };

describe('payQuery', () => {
  it('tells the state beside the result of the call', async () => {
    const { acquirementId, merchantTransId, body } = await payOnce(simulator);
    const { resultInfo: _resultInfo, ...paid } = body;
    expect(await ask('payQuery', { merchantTransId })).toEqual({
      resultInfo: expect.objectContaining({ resultStatus: 'S', resultCode: 'SUCCESS' }),
      ...paid,
      acquirementStatus: 'TRADE_SUCCESS',
    });
    expect(await ask('payQuery', { acquirementId })).toMatchObject({ merchantTransId });
  });

  it('tells no payment of an unpaid order', async () => {
    const request = barcodeBody(waiting);
    await callAcquiring(simulator, 'pay', request);
    const body = await ask('payQuery', { merchantTransId: request.merchantTransId });
    expect(body).toMatchObject({ acquirementStatus: 'WAIT_BUYER_PAY', orderAmount: { value: '599' } });
    expect(body).not.toHaveProperty('paymentTime');
  });

  it('prefers acquirementId, and needs one id', async () => {
    const one = await payOnce(simulator);
    const other = await payOnce(simulator);
    const both = { acquirementId: one.acquirementId, merchantTransId: other.merchantTransId };
    expect(await ask('payQuery', both)).toMatchObject({ merchantTransId: one.merchantTransId });
    const unknown = { acquirementId: '1', merchantTransId: other.merchantTransId };
    expect(await codeFor('payQuery', unknown)).toBe('ORDER_NOT_EXIST/F');
    const body = await ask('payQuery', {});
    expect(body.resultInfo.resultMsg).toBe('acquirementId or merchantTransId is missing');
  });

  it.each(['merchantTransId', 'acquirementId', 'next'])(
    'can overtake its payment for a while: hidden by %s',
    async (way) => {
      const paid = await payOnce(simulator);
      const id = way === 'next' ? way : paid[way as 'merchantTransId' | 'acquirementId'];
      simulator.control.hideFromQueries(id, 2);
      const query = { merchantTransId: paid.merchantTransId };
      const codes = [];
      for (let round = 0; round < 3; round += 1) codes.push(await codeFor('payQuery', query));
      expect(codes).toEqual(['ORDER_NOT_EXIST/F', 'ORDER_NOT_EXIST/F', 'SUCCESS/S']);
    },
  );

  it('can overtake a payment that is still to come, also in v1', async () => {
    const request = barcodeBody();
    const { merchantTransId } = request;
    simulator.control.hideFromQueries(merchantTransId);
    expect(await codeFor('payQuery', { merchantTransId })).toBe('ORDER_NOT_EXIST/F');
    await callAcquiring(simulator, 'pay', request);
    const inquiry = await call(simulator, 'inquiryPayment', { paymentRequestId: merchantTransId });
    expect(inquiry.result.resultCode).toBe('ORDER_NOT_EXIST');
    expect(await codeFor('payQuery', { merchantTransId })).toBe('SUCCESS/S');
    expect(() => simulator.control.hideFromQueries('next', 0)).toThrow('times');
  });
});

describe('payCancel', () => {
  it('succeeds for what was never created, and keeps it from being paid later', async () => {
    const request = barcodeBody();
    const { merchantTransId } = request;
    const cancelled = await ask('payCancel', { merchantTransId });
    expect(codeOf(cancelled)).toBe('SUCCESS/S');
    expect(await codeFor('payCancel', { merchantTransId })).toBe('SUCCESS/S');
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('ORDER_IS_CANCELED/F');
    const code = await callAcquiring(simulator, 'preCreate', preCreateBody({ merchantTransId }));
    expect(codeOf(code)).toBe('ORDER_IS_CANCELED/F');
    expect(await codeFor('payQuery', { merchantTransId })).toBe('ORDER_NOT_EXIST/F');
    expect(simulator.control.payment(merchantTransId)).toBeUndefined();
    expect(await codeFor('payCancel', { acquirementId: 'unknown' })).toBe('SUCCESS/S');
  });

  it('closes what is unpaid', async () => {
    const request = barcodeBody(waiting);
    const { acquirementId } = await callAcquiring(simulator, 'pay', request);
    const { merchantTransId } = request;
    expect(await ask('payCancel', { acquirementId })).toMatchObject({ acquirementId, merchantTransId });
    expect((await ask('payQuery', { merchantTransId })).acquirementStatus).toBe('TRADE_CLOSED');
    await expect(simulator.control.confirm(merchantTransId)).rejects.toMatchObject({
      code: 'ERR_SIMULATOR_STATE',
    });
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('ORDER_IS_CANCELED/F');
  });

  it('returns what was paid, and may be repeated', async () => {
    const { merchantTransId, acquirementId } = await payOnce(simulator);
    expect(await codeFor('payCancel', { merchantTransId })).toBe('SUCCESS/S');
    expect(await codeFor('payCancel', { merchantTransId, acquirementId })).toBe('SUCCESS/S');
    expect((await ask('payQuery', { acquirementId })).acquirementStatus).toBe('TRADE_CLOSED');
    expect(simulator.control.payment(merchantTransId)?.paymentStatus).toBe('CANCELLED');
  });

  it('succeeds for what has failed, and prefers acquirementId as long as it is known', async () => {
    const failed = barcodeBody({ identityCode: testPaymentCodes.balanceNotEnough });
    await callAcquiring(simulator, 'pay', failed);
    expect(await codeFor('payCancel', { merchantTransId: failed.merchantTransId })).toBe('SUCCESS/S');
    expect(simulator.control.payment(failed.merchantTransId)?.paymentStatus).toBe('FAIL');
    const one = await payOnce(simulator);
    const other = await payOnce(simulator);
    await ask('payCancel', { acquirementId: one.acquirementId, merchantTransId: other.merchantTransId });
    expect(simulator.control.payment(other.merchantTransId)?.paymentStatus).toBe('SUCCESS');
    await ask('payCancel', { acquirementId: 'unknown', merchantTransId: other.merchantTransId });
    expect(simulator.control.payment(other.merchantTransId)?.paymentStatus).toBe('CANCELLED');
  });

  it('comes too late for a paid payment after its day, and in time for all others', async () => {
    const target = await start();
    const { merchantTransId } = await payOnce(target);
    await target.control.advance(12 * hour + 15 * 60_000);
    expect(await codeFor('payCancel', { merchantTransId }, target)).toBe('CANCEL_WINDOW_EXCEED/F');
    const unpaid = await callAcquiring(target, 'pay', barcodeBody(waiting));
    await target.control.advance(48 * hour);
    expect(await codeFor('payCancel', { acquirementId: unpaid.acquirementId }, target)).toBe('SUCCESS/S');
  });

  it('needs money to return, and returns what refunds have left', async () => {
    const target = await start();
    const { merchantTransId, acquirementId } = await payOnce(target);
    const refundAmount = { currency: 'USD', value: '100' };
    await ask('refund', { acquirementId, merchantRefundId: newId('refund'), refundAmount }, target);
    target.control.setMerchantFunded(false);
    expect(await codeFor('payCancel', { merchantTransId }, target)).toBe('MERCHANT_BALANCE_NOT_ENOUGH/F');
    target.control.setMerchantFunded(true);
    expect(await codeFor('payCancel', { merchantTransId }, target)).toBe('SUCCESS/S');
  });
});

describe('refund', () => {
  const refundOf = (acquirementId: string, value: unknown, changes: Record<string, unknown> = {}) => ({
    acquirementId,
    merchantRefundId: newId('refund'),
    refundAmount: { currency: 'USD', value },
    ...changes,
  });

  it('returns parts until nothing is left', async () => {
    const { acquirementId, merchantTransId } = await payOnce(simulator);
    const first = refundOf(acquirementId, '200', { refundReason: 'size', extendInfo: '{}' });
    expect(await ask('refund', first)).toEqual({
      resultInfo: expect.objectContaining({ resultCode: 'SUCCESS', resultStatus: 'S' }),
      acquirementId,
      merchantTransId,
      merchantRefundId: first.merchantRefundId,
      refundId: expect.stringMatching(/^\d{28}$/),
      refundAmount: { currency: 'USD', value: '200' },
      refundTime: '2026-11-01T12:00:00+08:00',
    });
    expect(await codeFor('refund', refundOf(acquirementId, 400))).toBe('REFUND_AMOUNT_EXCEED/F');
    expect(await codeFor('refund', refundOf(acquirementId, 399))).toBe('SUCCESS/S');
    expect(await codeFor('refund', refundOf(acquirementId, 1))).toBe('REFUND_AMOUNT_EXCEED/F');
    expect(simulator.control.payment(acquirementId)?.refundedAmount.value).toBe('599');
    expect((await ask('payQuery', { acquirementId })).acquirementStatus).toBe('TRADE_SUCCESS');
  });

  it('is the same when it is repeated, and refused when it differs', async () => {
    const { acquirementId } = await payOnce(simulator);
    const other = await payOnce(simulator);
    const request = refundOf(acquirementId, '100');
    const first = await ask('refund', request);
    expect(await ask('refund', request)).toEqual(first);
    expect(simulator.control.payment(acquirementId)?.refundedAmount.value).toBe('100');
    const changes = [
      { refundAmount: { currency: 'USD', value: '101' } },
      { refundAmount: { currency: 'JPY', value: '100' } },
      { acquirementId: other.acquirementId },
    ];
    for (const change of changes) {
      expect(await codeFor('refund', { ...request, ...change })).toBe('REPEAT_REQ_INCONSISTENT/F');
    }
  });

  it('can be in doubt, and is done when it is repeated', async () => {
    const { acquirementId } = await payOnce(simulator);
    const request = refundOf(acquirementId, '100');
    simulator.control.failNext({ operation: 'acquiring.refund', fault: 'result', isProcessed: true });
    expect(await codeFor('refund', request)).toBe('UNKNOWN_EXCEPTION/U');
    expect(await codeFor('refund', request)).toBe('SUCCESS/S');
    expect(simulator.control.payment(acquirementId)?.refunds).toHaveLength(1);
    simulator.control.failNext({
      operation: 'acquiring.refund',
      fault: 'result',
      resultCode: 'SYSTEM_ERROR',
    });
    const doubtful = await ask('refund', refundOf(acquirementId, '100'));
    expect(doubtful.resultInfo).toMatchObject({ resultStatus: 'U', resultCodeId: '00000900' });
    expect(simulator.control.payment(acquirementId)?.refunds).toHaveLength(1);
  });

  it.each([
    ['acquirementId is missing', { acquirementId: undefined, merchantTransId: 'x' }],
    ['merchantRefundId is missing', { merchantRefundId: undefined }],
    ['refundAmount is missing', { refundAmount: undefined }],
    ['refundAmount.value must be at least 1', { refundAmount: { currency: 'USD', value: '0' } }],
    ['refundReason is longer than 256 characters', { refundReason: 'x'.repeat(257) }],
  ])('says that %s', async (complaint, changes) => {
    const body = await ask('refund', refundOf('1', '1', changes));
    expect(body.resultInfo).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultMsg: complaint });
  });

  it('needs a paid payment, its currency and its window', async () => {
    const target = await start({ contract: { refundWindowMs: hour } });
    const refundCode = (id: string, changes = {}) => codeFor('refund', refundOf(id, '1', changes), target);
    expect(await refundCode('unknown')).toBe('ORDER_NOT_EXIST/F');
    const open = await callAcquiring(target, 'pay', barcodeBody(waiting));
    expect(await refundCode(open.acquirementId)).toBe('ORDER_STATUS_INVALID/F');
    await target.control.advance(3 * 60_000);
    expect(await refundCode(open.acquirementId)).toBe('ORDER_IS_CLOSED/F');
    const { acquirementId } = await payOnce(target);
    const other = { refundAmount: { currency: 'EUR', value: '1' } };
    expect(await refundCode(acquirementId, other)).toBe('CURRENCY_NOT_SUPPORT/F');
    await target.control.advance(hour);
    expect(await refundCode(acquirementId)).toBe('REFUND_WINDOW_EXCEED/F');
    const cancelled = await payOnce(target);
    await ask('payCancel', { acquirementId: cancelled.acquirementId }, target);
    expect(await refundCode(cancelled.acquirementId)).toBe('ORDER_IS_CANCELED/F');
  });

  it('can stay open until it is finished', async () => {
    const target = await start({ contract: { refundMode: 'asynchronous' } });
    const { acquirementId } = await payOnce(target);
    const request = refundOf(acquirementId, '100');
    expect(await codeFor('refund', request, target)).toBe('REFUND_IN_PROCESS/U');
    await target.control.finishRefund(request.merchantRefundId, 'SUCCESS');
    expect(await codeFor('refund', request, target)).toBe('SUCCESS/S');
  });
});

describe('secondary merchants', () => {
  const sellerInfo = { sellerId: 'S_1', sellerName: 'Example Cafe' };
  const storeInfo = { storeId: 'STORE_1', storeName: 'Main Street' };
  const seller = { operationType: 'ADD', sellerInfo, storeInfo };
  const key = { sellerId: 'S_1', storeId: 'STORE_1', paymentScene: 'OFFLINE' };

  it('are added, changed, found and archived', async () => {
    expect(await codeFor('query', key)).toBe('MERCHANT_NOT_REGISTERED/F');
    expect(await codeFor('maintain', { ...seller, operationType: 'MODIFY' })).toBe(
      'MERCHANT_NOT_REGISTERED/F',
    );
    expect(await codeFor('maintain', seller)).toBe('SUCCESS/S');
    expect(await codeFor('maintain', seller)).toBe('SUCCESS/S');
    const changed = { ...seller, sellerInfo: { ...sellerInfo, sellerName: 'Other Cafe' } };
    expect(await codeFor('maintain', changed)).toBe('REPEAT_REQ_INCONSISTENT/F');
    expect(await codeFor('maintain', { ...changed, operationType: 'MODIFY' })).toBe('SUCCESS/S');
    expect(await ask('query', key)).toMatchObject({
      sellerInfo: { sellerName: 'Other Cafe' },
      storeInfo,
      registrationStatus: 'ACTIVE',
    });
    expect(await codeFor('query', { sellerId: 'S_1' })).toBe('MERCHANT_NOT_REGISTERED/F');
    expect(await codeFor('archive', key)).toBe('SUCCESS/S');
    expect(await codeFor('archive', key)).toBe('SUCCESS/S');
    expect((await ask('query', key)).registrationStatus).toBe('ARCHIVED');
    expect(await codeFor('maintain', changed)).toBe('SUCCESS/S');
    expect((await ask('query', key)).registrationStatus).toBe('ACTIVE');
  });

  it.each<[FunctionKey, string, Record<string, unknown>]>([
    ['maintain', 'operationType must be ADD or MODIFY', { ...seller, operationType: 'DROP' }],
    ['maintain', 'sellerInfo is missing', { operationType: 'ADD' }],
    [
      'maintain',
      'sellerInfo.sellerId must be letters, digits and underscores',
      { ...seller, sellerInfo: { sellerId: 'S-1' } },
    ],
    ['maintain', 'storeInfo.storeId is missing', { ...seller, storeInfo: {} }],
    ['query', 'sellerId is missing', {}],
    ['query', 'sellerId is longer than 32 characters', { sellerId: 'x'.repeat(33) }],
    ['archive', 'paymentScene must be ONLINE or OFFLINE', { sellerId: 'S_1', paymentScene: 'BOTH' }],
  ])('%s says that %s', async (name, complaint, body) => {
    expect((await ask(name, body)).resultInfo.resultMsg).toBe(complaint);
  });

  it('are answered with reqTime', async () => {
    const answer = await sendEnvelope(simulator, 'query', { ...party, ...key });
    const { head } = JSON.parse(answer.body.toString('utf8')).response;
    expect(Object.keys(head)).toEqual(['version', 'function', 'clientId', 'reqTime', 'reqMsgId', 'reserve']);
  });

  it('are forgotten, oldest first', async () => {
    const target = await start({ paymentsMax: 1 });
    for (const sellerId of ['S_1', 'S_2']) {
      await ask('maintain', { operationType: 'ADD', sellerInfo: { sellerId } }, target);
    }
    expect(await codeFor('query', { sellerId: 'S_1' }, target)).toBe('MERCHANT_NOT_REGISTERED/F');
    expect(await codeFor('query', { sellerId: 'S_2' }, target)).toBe('SUCCESS/S');
  });
});
