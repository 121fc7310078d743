import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnsweringServer,
  type Members,
  resultOf,
  startAnsweringServer,
  success,
} from './support/answering-server.ts';
import { expectKind } from './support/expect-kind.ts';
import { openShop, refundRequest, type Shop } from './support/shop.ts';

let server: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  server = await startAnsweringServer();
  shop = await openShop(server.url);
});
afterAll(async () => {
  await shop.close();
  await server.close();
});

const paymentRequestId = 'pay_1';
const paymentId = '2026110119401';
const cancel = () => shop.payments.cancel({ paymentRequestId });

describe('cancel', () => {
  it('is cancelled for S alone', async () => {
    const cancelTime = '2026-11-01T12:05:00+08:00';
    server.answer({ result: success, paymentId, paymentRequestId, cancelTime, more: 1 });
    const outcome = expectKind(await cancel(), 'cancelled');
    expect(outcome).toMatchObject({ paymentId, paymentRequestId, cancelTime });
    expect(outcome.proof.answer['more']).toBe(1);
    expect(outcome.proof.path).toBe('/ams/api/v1/payments/cancel');
  });

  it.each([
    'CANCEL_WINDOW_EXCEED',
    'ORDER_NOT_EXIST',
    'ORDER_STATUS_INVALID',
    'MERCHANT_BALANCE_NOT_ENOUGH',
    'PROCESS_FAIL',
    'NEVER_HEARD_OF',
  ])('is declined, not cancelled, for %s/F', async (code) => {
    server.answer({ result: resultOf(code, 'F'), paymentId, paymentRequestId });
    const { reason } = expectKind(await cancel(), 'declined');
    expect(reason.resultCode).toBe(code);
    expect(reason.known).toBe(code !== 'NEVER_HEARD_OF');
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
  });

  it('advises to refund when the window is over', async () => {
    server.answer({ result: resultOf('CANCEL_WINDOW_EXCEED', 'F') });
    const { reason } = expectKind(await cancel(), 'declined');
    expect(reason.advice.en).toBe('The cancellation period is over: refund instead.');
  });

  it.each(['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'PAYMENT_IN_PROCESS', 'NEVER_HEARD_OF'])(
    'is unknown, not cancelled, for %s/U',
    async (code) => {
      const cancelTime = '2026-11-01T12:05:00+08:00';
      server.answer({ result: resultOf(code, 'U'), paymentId, paymentRequestId, cancelTime });
      const { cause, result } = expectKind(await cancel(), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect(cause.message).toContain('The state of the money is unknown.');
      expect(result?.resultCode).toBe(code);
    },
  );

  it('sends the id that it was given, and both', async () => {
    server.answer({ result: success });
    await shop.payments.cancel({ paymentId });
    expect(server.last().members).toEqual({ paymentId });
    await shop.payments.cancel({ paymentId, paymentRequestId });
    expect(server.last().members).toEqual({ paymentId, paymentRequestId });
  });
});

function answerRefund(members: Members): void {
  server.answer(({ members: sent }) => ({
    result: success,
    refundRequestId: sent['refundRequestId'],
    refundId: '2026110119402',
    paymentId: sent['paymentId'],
    refundAmount: sent['refundAmount'],
    refundTime: '2026-11-01T13:00:00+08:00',
    ...members,
  }));
}

describe('refund', () => {
  it('is refunded with what the answer says', async () => {
    answerRefund({
      grossSettlementAmount: { currency: 'EUR', value: 92 },
      settlementQuote: { quotePrice: '0.92', guaranteed: true },
      extra: 'kept',
    });
    const request = refundRequest({ refundReason: 'cold' });
    const { refund, proof } = expectKind(await shop.payments.refund(request), 'refunded');
    expect(refund).toMatchObject({
      refundRequestId: request.refundRequestId,
      refundId: '2026110119402',
      paymentId: request.paymentId,
      refundAmount: { currency: 'USD', value: '100' },
      refundTime: '2026-11-01T13:00:00+08:00',
      grossSettlementAmount: { currency: 'EUR', value: '92' },
      settlementQuote: { quotePrice: '0.92', guaranteed: true },
    });
    expect(proof.answer['extra']).toBe('kept');
    expect(proof.path).toBe('/ams/api/v1/payments/refund');
    expect(server.last().members['refundReason']).toBe('cold');
  });

  it.each(['true', true])('is only processing for S with isAsyncRefund %j', async (isAsyncRefund) => {
    answerRefund({ isAsyncRefund });
    expectKind(await shop.payments.refund(refundRequest({ isAsyncRefund: 'true' })), 'processing');
    expect(server.last().members['isAsyncRefund']).toBe('true');
  });

  it.each(['false', false, undefined])('is refunded for S with isAsyncRefund %j', async (isAsyncRefund) => {
    answerRefund({ isAsyncRefund });
    expectKind(await shop.payments.refund(refundRequest()), 'refunded');
  });

  it('is processing for REFUND_IN_PROCESS/U', async () => {
    answerRefund({ result: resultOf('REFUND_IN_PROCESS', 'U') });
    expectKind(await shop.payments.refund(refundRequest()), 'processing');
  });

  it.each([
    'REFUND_AMOUNT_EXCEED',
    'REFUND_WINDOW_EXCEED',
    'MULTIPLE_REFUNDS_NOT_SUPPORTED',
    'MERCHANT_BALANCE_NOT_ENOUGH',
    'ORDER_STATUS_INVALID',
  ])('is declined for %s/F', async (code) => {
    server.answer({ result: resultOf(code, 'F') });
    const { reason } = expectKind(await shop.payments.refund(refundRequest()), 'declined');
    expect(reason).toMatchObject({ resultCode: code, known: true });
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
  });

  it('asks for a new id once the account is funded', async () => {
    server.answer({ result: resultOf('MERCHANT_BALANCE_NOT_ENOUGH', 'F') });
    const { reason } = expectKind(await shop.payments.refund(refundRequest()), 'declined');
    expect(reason.advice.en).toContain('new refundRequestId');
  });

  it.each(['UNKNOWN_EXCEPTION', 'PAYMENT_IN_PROCESS', 'NEVER_HEARD_OF'])(
    'is unknown for %s/U',
    async (code) => {
      answerRefund({ result: resultOf(code, 'U') });
      const { cause } = expectKind(await shop.payments.refund(refundRequest()), 'unknown');
      expect(cause.message).toContain(`${code}/U`);
    },
  );

  it('is unknown for S that names no refund', async () => {
    answerRefund({ refundRequestId: undefined });
    const { cause } = expectKind(await shop.payments.refund(refundRequest()), 'unknown');
    expect(cause.message).toContain('not for which refundRequestId');
  });
});
