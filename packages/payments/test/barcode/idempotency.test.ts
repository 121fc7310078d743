import { OptionError } from '@alipay-intl/core';
import {
  type BarcodePayments,
  createBarcodePayments,
  createMemoryRequestIdGuard,
  type RequestIdClaim,
} from '@alipay-intl/payments';
import { type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import {
  merchantId,
  openTillAt,
  payRequest,
  preCreateRequest,
  refundOf,
  startGateway,
  type Till,
} from './support/till.ts';

// The rows of docs/wire/acquiring §9: what names an operation, and what the same id with other data means.

let simulator: Simulator;
let till: Till;
/** A second process of the same merchant: it remembers no ids of the first. */
let restarted: BarcodePayments;

beforeAll(async () => {
  simulator = await startGateway();
  till = await openTillAt(simulator);
  restarted = createBarcodePayments(till.gateway, {
    merchantId,
    requestIdGuard: { claim: () => 'new' },
  });
});
afterAll(async () => {
  await till.close();
  await simulator.close();
});

const euros = { currency: 'EUR', value: '599' };
const more = { currency: 'USD', value: '600' };
const otherCode = '281111111111111111';

/** Runs a call that must be refused locally, before anything is sent. */
async function expectReused(run: () => Promise<unknown>, member: string): Promise<void> {
  const callsBefore = simulator.control.calls().length;
  const error = await caught(run, OptionError);
  expect(error.code).toBe('ERR_REQUEST_ID_REUSED');
  expect(error.message).toContain('Nothing was sent this time');
  expect(error.message).toContain(member);
  expect(error.issues).toEqual([{ path: member, message: 'was already used with other parameters' }]);
  expect(simulator.control.calls().length).toBe(callsBefore);
}

const paymentsOf = (id: string) =>
  simulator.control.payments().filter(({ paymentRequestId }) => paymentRequestId === id);

describe('pay: the key is merchantTransId', () => {
  it('the same id with the same data is told the real state, and charges once', async () => {
    const request = payRequest();
    for (let round = 0; round < 3; round += 1) expectKind(await till.payments.pay(request), 'paid');
    expect(paymentsOf(request.merchantTransId)).toHaveLength(1);
  });

  it('the same id in flight twice at once charges once', async () => {
    const request = payRequest();
    const outcomes = await Promise.all([till.payments.pay(request), till.payments.pay(request)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['paid', 'paid']);
    expect(paymentsOf(request.merchantTransId)).toHaveLength(1);
  });

  it.each([
    ['another amount', { order: { orderAmount: more } }],
    ['another currency', { order: { orderAmount: euros } }],
    ['a fresh code of the buyer', { identityCode: otherCode }],
  ])('the same id with %s is refused here, before anything is sent', async (_case, changes) => {
    const request = payRequest();
    expectKind(await till.payments.pay(request), 'paid');
    await expectReused(() => till.payments.pay({ ...request, ...changes }), 'merchantTransId');
    expectKind(await till.payments.pay(request), 'paid');
  });

  it.each([
    ['another amount', { order: { orderAmount: more } }],
    ['another currency', { order: { orderAmount: euros } }],
    ['another code', { identityCode: otherCode }],
  ])(
    'the same id with %s after a restart is refused by the gateway: unknown, and paid once',
    async (_case, changes) => {
      const request = payRequest();
      expectKind(await till.payments.pay(request), 'paid');
      const { cause, result } = expectKind(await restarted.pay({ ...request, ...changes }), 'unknown');
      expect(result?.resultCode).toBe('REPEAT_REQ_INCONSISTENT');
      expect(cause.message).toContain('an earlier payment may be paid');
      const { transaction } = expectKind(
        await till.payments.payQuery({ merchantTransId: request.merchantTransId }),
        'paid',
      );
      expect(transaction.orderAmount).toEqual(request.order.orderAmount);
    },
  );

  it('the wording of the order is no part of the key', async () => {
    const request = payRequest();
    expectKind(await till.payments.pay(request), 'paid');
    const { orderAmount } = request.order;
    expectKind(await till.payments.pay({ ...request, order: { orderAmount, orderTitle: 'Tea' } }), 'paid');
  });

  it('pay and preCreate share their ids', async () => {
    const request = payRequest();
    expectKind(await till.payments.pay(request), 'paid');
    const { merchantTransId, order } = request;
    await expectReused(() => till.payments.preCreate({ merchantTransId, order }), 'merchantTransId');
    const code = preCreateRequest();
    expectKind(await till.payments.preCreate(code), 'placed');
    await expectReused(
      () => till.payments.pay({ ...payRequest(), merchantTransId: code.merchantTransId }),
      'merchantTransId',
    );
  });

  it('preCreate with the same data gives the same code again', async () => {
    const request = preCreateRequest();
    const first = expectKind(await till.payments.preCreate(request), 'placed');
    const again = expectKind(await till.payments.preCreate(request), 'placed');
    expect(again.orderQrCode).toBe(first.orderQrCode);
    await expectReused(
      () => till.payments.preCreate({ ...request, order: { orderAmount: more } }),
      'merchantTransId',
    );
  });

  it('a request that was refused by its checks claims nothing', async () => {
    const request = payRequest();
    await caught(till.payments.pay({ ...request, identityCode: '4006381333931' }), OptionError);
    expectKind(await till.payments.pay(request), 'paid');
  });
});

describe('a fresh code needs a new id', () => {
  it('after a declined code, with a new id it is paid', async () => {
    const first = payRequest({ identityCode: testPaymentCodes.expiredCode });
    expect(expectKind(await till.payments.pay(first), 'declined').reason.resultCode).toBe('EXPIRED_CODE');
    await expectReused(() => till.payments.pay({ ...first, identityCode: otherCode }), 'merchantTransId');
    expectKind(await till.payments.pay(payRequest({ identityCode: otherCode })), 'paid');
  });

  it('after an open one, once the old id is cancelled', async () => {
    const first = payRequest({ identityCode: testPaymentCodes.unknownThenWaits });
    expectKind(await till.payments.pay(first), 'unknown');
    expectKind(await till.payments.payCancel({ merchantTransId: first.merchantTransId }), 'cancelled');
    const second = payRequest({ identityCode: otherCode });
    expectKind(await till.payments.pay(second), 'paid');
    expect(paymentsOf(first.merchantTransId).map(({ paymentStatus }) => paymentStatus)).toEqual([
      'CANCELLED',
    ]);
  });
});

describe('refund: the key is merchantRefundId', () => {
  async function paid(): Promise<string> {
    const { transaction } = expectKind(await till.payments.pay(payRequest()), 'paid');
    return transaction.acquirementId ?? '';
  }
  const refundedOf = (id: string) => simulator.control.payment(id)?.refundedAmount.value;

  it('the same id with the same data is the query, and returns the money once', async () => {
    const acquirementId = await paid();
    const request = refundOf(acquirementId);
    const first = expectKind(await till.payments.refund(request), 'refunded');
    const again = expectKind(await till.payments.refund(request), 'refunded');
    expect(again.refundId).toBe(first.refundId);
    expect(refundedOf(acquirementId)).toBe('100');
  });

  it.each([
    ['another amount', { refundAmount: { currency: 'USD', value: '101' } }],
    ['another currency', { refundAmount: { currency: 'EUR', value: '100' } }],
    ['another transaction', { acquirementId: '2026000000000000000000000000' }],
  ])('the same id with %s is refused here, and by the gateway after a restart', async (_case, changes) => {
    const acquirementId = await paid();
    const request = refundOf(acquirementId);
    expectKind(await till.payments.refund(request), 'refunded');
    await expectReused(() => till.payments.refund({ ...request, ...changes }), 'merchantRefundId');
    const outcome = await restarted.refund({ ...request, ...changes });
    expect(expectKind(outcome, 'unknown').result?.resultCode).toBe('REPEAT_REQ_INCONSISTENT');
    expect(refundedOf(acquirementId)).toBe('100');
  });

  it('several ids add up to the payment and no further', async () => {
    const acquirementId = await paid();
    for (const value of ['300', '200']) {
      expectKind(
        await till.payments.refund(refundOf(acquirementId, { refundAmount: { currency: 'USD', value } })),
        'refunded',
      );
    }
    const tooMuch = await till.payments.refund(refundOf(acquirementId));
    expect(expectKind(tooMuch, 'declined').reason).toMatchObject({
      resultCode: 'REFUND_AMOUNT_EXCEED',
      advice: { en: 'Refund no more than what is left of the payment.' },
    });
    const rest = refundOf(acquirementId, { refundAmount: { currency: 'USD', value: '99' } });
    expectKind(await till.payments.refund(rest), 'refunded');
    expect(refundedOf(acquirementId)).toBe('599');
  });

  it('an id of a payment is free for a refund: the two are counted apart', async () => {
    const request = payRequest();
    const { transaction } = expectKind(await till.payments.pay(request), 'paid');
    const refund = refundOf(transaction.acquirementId ?? '', { merchantRefundId: request.merchantTransId });
    expectKind(await till.payments.refund(refund), 'refunded');
  });

  it('of a payment that was not taken is declined', async () => {
    const request = payRequest({ identityCode: testPaymentCodes.waitsForWallet });
    expectKind(await till.payments.pay(request), 'processing');
    const acquirementId = simulator.control.payment(request.merchantTransId)?.paymentId ?? '';
    const outcome = await till.payments.refund(refundOf(acquirementId));
    expect(expectKind(outcome, 'declined').reason.resultCode).toBe('ORDER_STATUS_INVALID');
  });
});

describe('payCancel and payQuery: the key is the transaction', () => {
  it('need no claim and may be repeated without end', async () => {
    const claims: RequestIdClaim[] = [];
    const memory = createMemoryRequestIdGuard();
    const watched = createBarcodePayments(till.gateway, {
      merchantId,
      requestIdGuard: {
        claim: (claim) => {
          claims.push(claim);
          return memory.claim(claim);
        },
      },
    });
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await watched.pay(request), 'paid');
    for (let round = 0; round < 3; round += 1)
      expectKind(await watched.payQuery({ merchantTransId }), 'paid');
    for (let round = 0; round < 3; round += 1)
      expectKind(await watched.payCancel({ merchantTransId }), 'cancelled');
    expect(claims).toMatchObject([{ operation: 'pay', requestId: merchantTransId }]);
    // What a durable guard writes down must not hold the code.
    expect(JSON.stringify(claims)).not.toContain(request.identityCode);
  });

  it('a guard that fails keeps the call from being sent', async () => {
    const callsBefore = simulator.control.calls().length;
    const broken = createBarcodePayments(till.gateway, {
      merchantId,
      requestIdGuard: { claim: () => Promise.reject(new Error('the database is away')) },
    });
    await expect(broken.pay(payRequest())).rejects.toThrow('the database is away');
    await expect(broken.refund(refundOf('a'))).rejects.toThrow('the database is away');
    expect(simulator.control.calls().length).toBe(callsBefore);
  });
});

it('reqMsgId is no key: each sending has its own, and each answer is matched to it', async () => {
  const request = payRequest();
  await till.payments.pay(request);
  await till.payments.pay(request);
  const ids = simulator.control
    .calls()
    .filter(({ paymentRequestId }) => paymentRequestId === request.merchantTransId)
    .map(({ reqMsgId }) => reqMsgId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});
