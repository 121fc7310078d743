import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnsweringServer,
  type Members,
  resultOf,
  startAnsweringServer,
  success,
} from './support/answering-server.ts';
import { expectKind } from './support/expect-kind.ts';
import { openShop, type Shop } from './support/shop.ts';

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
const refundRequestId = 'refund_1';
const refundId = '2026110119402';

function answerPayment(members: Members): void {
  server.answer({
    result: success,
    paymentResultCode: 'SUCCESS',
    paymentResultMessage: 'success',
    paymentRequestId,
    paymentId,
    paymentAmount: { currency: 'USD', value: '599' },
    ...members,
  });
}

const inquire = () => shop.payments.inquiryPayment({ paymentRequestId });

describe('inquiryPayment', () => {
  it.each(['SUCCESS', 'Success', 'success'])('is paid for the status %s', async (paymentStatus) => {
    const paymentTime = '2026-11-01T12:00:01+08:00';
    answerPayment({ paymentStatus, paymentTime, unknownMember: [1] });
    const { payment, followUps, proof } = expectKind(await inquire(), 'paid');
    expect(payment).toMatchObject({ paymentRequestId, paymentId, paymentTime });
    expect(payment.paymentAmount).toEqual({ currency: 'USD', value: '599' });
    expect(followUps).toEqual([]);
    expect(proof.answer['unknownMember']).toEqual([1]);
    expect(proof.path).toBe('/ams/api/v1/payments/inquiryPayment');
  });

  it('tells the refunds since', async () => {
    answerPayment({
      paymentStatus: 'SUCCESS',
      transactions: [
        {
          transactionType: 'REFUND',
          transactionStatus: 'SUCCESS',
          transactionId: refundId,
          transactionRequestId: refundRequestId,
          transactionAmount: { currency: 'USD', value: 100 },
          transactionTime: '2026-11-01T13:00:00+08:00',
        },
        { transactionType: 'REFUND', transactionResult: resultOf('PROCESS_FAIL', 'F') },
        'odd',
        null,
      ],
    });
    const { followUps } = expectKind(await inquire(), 'paid');
    expect(followUps).toEqual([
      {
        transactionType: 'REFUND',
        transactionStatus: 'SUCCESS',
        transactionId: refundId,
        transactionRequestId: refundRequestId,
        transactionAmount: { currency: 'USD', value: '100' },
        transactionTime: '2026-11-01T13:00:00+08:00',
      },
      expect.objectContaining({ transactionStatus: 'F', transactionId: undefined }),
    ]);
  });

  it('is declined for FAIL, with the reason of the payment', async () => {
    answerPayment({
      paymentStatus: 'FAIL',
      paymentResultCode: 'USER_BALANCE_NOT_ENOUGH',
      paymentResultMessage: 'no funds',
    });
    const { reason, payment, proof } = expectKind(await inquire(), 'declined');
    expect(reason).toMatchObject({
      resultCode: 'USER_BALANCE_NOT_ENOUGH',
      resultStatus: 'F',
      class: 'user',
      known: true,
    });
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
    expect(payment.paymentId).toBe(paymentId);
    expect(proof.result).toEqual(success);
  });

  it('is declined for FAIL without a reason', async () => {
    answerPayment({ paymentStatus: 'FAIL', paymentResultCode: undefined, paymentResultMessage: null });
    const { reason } = expectKind(await inquire(), 'declined');
    expect(reason).toMatchObject({ resultCode: '', known: false, class: 'stop' });
  });

  it('is cancelled for CANCELLED', async () => {
    answerPayment({ paymentStatus: 'CANCELLED', paymentResultCode: 'ORDER_IS_CANCELED' });
    expect(expectKind(await inquire(), 'cancelled').payment.paymentRequestId).toBe(paymentRequestId);
  });

  it.each(['PROCESSING', 'PENDING', 'Processing'])('is processing for %s', async (paymentStatus) => {
    answerPayment({ paymentStatus, paymentResultCode: 'PAYMENT_IN_PROCESS' });
    expect(expectKind(await inquire(), 'processing').proof.answer['paymentStatus']).toBe(paymentStatus);
  });

  it.each(['CLOSED', 'SUCCESSFUL', ' SUCCESS', '', null, undefined, true, ['SUCCESS']])(
    'is unknown for the status %j',
    async (paymentStatus) => {
      answerPayment({ paymentStatus });
      const { cause, result } = expectKind(await inquire(), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect(cause.message).toContain('unknown paymentStatus');
      expect(cause.message).toContain('The state of the money is unknown.');
      expect(result).toEqual(success);
    },
  );

  it('is not found for ORDER_NOT_EXIST/F, which ends nothing', async () => {
    server.answer({ result: resultOf('ORDER_NOT_EXIST', 'F') });
    expect(expectKind(await inquire(), 'not-found').proof.result.resultCode).toBe('ORDER_NOT_EXIST');
  });

  it.each([
    ['PROCESS_FAIL', 'F'],
    ['PARAM_ILLEGAL', 'F'],
    ['INVALID_SIGNATURE', 'F'],
    ['NEVER_HEARD_OF', 'F'],
    ['ORDER_NOT_EXIST', 'U'],
    ['UNKNOWN_EXCEPTION', 'U'],
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', 'U'],
  ] as const)('is unknown for %s/%s: the call failed, not the payment', async (code, status) => {
    server.answer({ result: resultOf(code, status), paymentStatus: 'SUCCESS', paymentRequestId });
    const { cause, result } = expectKind(await inquire(), 'unknown');
    expect(cause.message).toContain(`${code}/${status}`);
    expect(result).toMatchObject({ resultCode: code, resultStatus: status });
  });

  it('is unknown for an answer that does not name the payment that was asked for', async () => {
    server.answer({ result: success, paymentStatus: 'SUCCESS', paymentId });
    expect(expectKind(await inquire(), 'unknown').cause.message).toContain('does not name the payment');
    server.answer({ result: success, paymentStatus: 'SUCCESS', paymentRequestId });
    const byId = await shop.payments.inquiryPayment({ paymentId });
    expect(expectKind(byId, 'unknown').cause.message).toContain('does not name the payment');
  });

  it('takes either id, and both', async () => {
    answerPayment({ paymentStatus: 'SUCCESS' });
    expectKind(await shop.payments.inquiryPayment({ paymentId }), 'paid');
    expect(server.last().members).toEqual({ paymentId });
    expectKind(await shop.payments.inquiryPayment({ paymentId, paymentRequestId }), 'paid');
    expect(server.last().members).toEqual({ paymentId, paymentRequestId });
  });
});

const inquireRefund = () => shop.payments.inquiryRefund({ refundRequestId });
const refundMembers = {
  refundRequestId,
  refundId,
  refundAmount: { currency: 'USD', value: 100 },
  grossSettlementAmount: { currency: 'EUR', value: '92' },
  settlementQuote: { quotePrice: 0.92, guaranteed: 'true' },
};

describe('inquiryRefund', () => {
  it.each(['SUCCESS', 'Success'])('is refunded for %s', async (refundStatus) => {
    const refundTime = '2026-11-01T13:00:00+08:00';
    server.answer({ result: success, ...refundMembers, refundStatus, refundTime, arn: '7' });
    const { refund, proof } = expectKind(await inquireRefund(), 'refunded');
    expect(refund).toMatchObject({
      refundRequestId,
      refundId,
      refundTime,
      refundAmount: { currency: 'USD', value: '100' },
      grossSettlementAmount: { currency: 'EUR', value: '92' },
      settlementQuote: { quotePrice: '0.92', guaranteed: true },
    });
    expect(proof.answer['arn']).toBe('7');
  });

  it('is declined for FAIL and processing for PROCESSING', async () => {
    server.answer({ result: success, ...refundMembers, refundStatus: 'FAIL' });
    expect(expectKind(await inquireRefund(), 'declined').refund.refundId).toBe(refundId);
    server.answer({ result: success, ...refundMembers, refundStatus: 'PROCESSING' });
    expectKind(await inquireRefund(), 'processing');
  });

  it.each(['REFUND_NOT_EXIST', 'ORDER_NOT_EXIST'])('is not found for %s/F', async (code) => {
    server.answer({ result: resultOf(code, 'F') });
    expectKind(await inquireRefund(), 'not-found');
  });

  it('is not found for S without any refund member', async () => {
    server.answer({ result: success });
    expectKind(await inquireRefund(), 'not-found');
  });

  it.each(['REVERSED', '', null])('is unknown for the status %j', async (refundStatus) => {
    server.answer({ result: success, ...refundMembers, refundStatus });
    const { cause } = expectKind(await inquireRefund(), 'unknown');
    expect(cause.message).toContain('unknown refundStatus');
  });

  it.each([
    ['SYSTEM_ERROR', 'F'],
    ['PARAM_ILLEGAL', 'F'],
    ['UNKNOWN_EXCEPTION', 'U'],
    ['REFUND_NOT_EXIST', 'U'],
  ] as const)('is unknown for %s/%s', async (code, status) => {
    server.answer({ result: resultOf(code, status), ...refundMembers, refundStatus: 'SUCCESS' });
    expect(expectKind(await inquireRefund(), 'unknown').cause.message).toContain(`${code}/${status}`);
  });

  it('is unknown for an answer that does not name the refund that was asked for', async () => {
    server.answer({ result: success, refundId, refundStatus: 'SUCCESS' });
    expect(expectKind(await inquireRefund(), 'unknown').cause.message).toContain('does not name the refund');
    server.answer({ result: success, refundRequestId, refundStatus: 'SUCCESS' });
    expectKind(await shop.payments.inquiryRefund({ refundId }), 'unknown');
  });

  it('takes either id, and both', async () => {
    server.answer({ result: success, ...refundMembers, refundStatus: 'SUCCESS' });
    expectKind(await shop.payments.inquiryRefund({ refundId }), 'refunded');
    expect(server.last().members).toEqual({ refundId });
    expectKind(await shop.payments.inquiryRefund({ refundId, refundRequestId }), 'refunded');
    expect(server.last().members).toEqual({ refundId, refundRequestId });
  });
});
