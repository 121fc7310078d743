import type { BarcodeRefundRequest } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, infoOf, startEnvelopeServer } from './support/envelope-server.ts';
import { merchantId, openTill, refundOf, type Till } from './support/till.ts';

let server: EnvelopeServer;
let till: Till;

beforeAll(async () => {
  server = await startEnvelopeServer();
  till = await openTill(server.url);
});
afterAll(async () => {
  await till.close();
  await server.close();
});

const merchantTransId = 'trans_1';
const acquirementId = '2015032412007101547201352747';

describe('payCancel', () => {
  const cancel = () => till.payments.payCancel({ merchantTransId });

  it('is cancelled for S alone', async () => {
    server.answer({ body: { merchantTransId, acquirementId, more: 1 } });
    const { proof } = expectKind(await cancel(), 'cancelled');
    expect(proof.answer['more']).toBe(1);
    expect(proof.path).toBe('/api/alipay/intl/acquiring/common/paycancel.htm');
    server.answer({});
    expectKind(await cancel(), 'cancelled');
  });

  it.each(['CANCEL_WINDOW_EXCEED', 'MERCHANT_BALANCE_NOT_ENOUGH', 'NEW'])(
    'is declined for %s/F: a person must look',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'F'), merchantTransId } });
      const { reason } = expectKind(await cancel(), 'declined');
      expect(reason).toMatchObject({ resultCode: code, resultStatus: 'F' });
      expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
    },
  );

  it.each(['SYSTEM_ERROR', 'UNKNOWN_EXCEPTION', 'SUCCESS'])(
    'is unknown for %s/F, so it is repeated',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'F'), merchantTransId } });
      expectKind(await cancel(), 'unknown');
    },
  );

  it.each(['UNKNOWN_EXCEPTION', 'SYSTEM_ERROR', 'PAYMENT_IN_PROCESS', 'SUCCESS', 'NEW'])(
    'is unknown, not cancelled, for %s/U',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'U'), merchantTransId } });
      const { cause, result } = expectKind(await cancel(), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect(result).toMatchObject({ resultCode: code, resultStatus: 'U' });
    },
  );

  it('advises to refund when the window is over', async () => {
    server.answer({ body: { resultInfo: infoOf('CANCEL_WINDOW_EXCEED', 'F') } });
    const { reason } = expectKind(await cancel(), 'declined');
    expect(reason).toMatchObject({
      known: true,
      advice: { en: 'The cancellation period is over: refund instead.' },
    });
  });

  it('sends the ids that it was given', async () => {
    server.answer({});
    await till.payments.payCancel({ acquirementId });
    expect(server.last().body).toEqual({ merchantId, acquirementId });
    await till.payments.payCancel({ acquirementId, merchantTransId });
    expect(server.last().body).toEqual({ merchantId, merchantTransId, acquirementId });
  });
});

describe('refund', () => {
  it('is refunded for S, with what the answer tells', async () => {
    const request = refundOf(acquirementId, { refundReason: 'cold', extendInfo: '{}' });
    server.answer(({ body }) => ({
      body: {
        merchantRefundId: body['merchantRefundId'],
        refundId: 'R1',
        refundAmount: body['refundAmount'],
      },
    }));
    const refunded = expectKind(await till.payments.refund(request), 'refunded');
    expect(refunded).toMatchObject({
      merchantRefundId: request.merchantRefundId,
      refundId: 'R1',
      refundAmount: { currency: 'USD', value: '100' },
    });
    expect(server.last().body).toEqual({ merchantId, ...request });
    expect(server.last().path).toBe('/api/alipay/intl/acquiring/common/grefund.htm');
  });

  it('is refunded where the answer holds nothing but S: its members are not documented', async () => {
    const request = refundOf(acquirementId);
    server.answer({});
    const refunded = expectKind(await till.payments.refund(request), 'refunded');
    expect(refunded.merchantRefundId).toBe(request.merchantRefundId);
    expect([refunded.refundId, refunded.refundAmount]).toEqual([undefined, undefined]);
  });

  it.each(['REFUND_AMOUNT_EXCEED', 'REFUND_WINDOW_EXCEED', 'ORDER_STATUS_INVALID', 'PROCESS_FAIL', 'NEW'])(
    'is declined for %s/F',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'F') } });
      const { reason } = expectKind(await till.payments.refund(refundOf(acquirementId)), 'declined');
      expect(reason).toMatchObject({ resultCode: code, resultStatus: 'F' });
    },
  );

  it.each([
    ['UNKNOWN_EXCEPTION', 'F'],
    ['SYSTEM_ERROR', 'F'],
    ['REPEAT_REQ_INCONSISTENT', 'F'],
    ['CONTEXT_INCONSISTENT', 'F'],
    ['UNKNOWN_EXCEPTION', 'U'],
    ['SYSTEM_ERROR', 'U'],
    ['REFUND_IN_PROCESS', 'U'],
    ['PAYMENT_IN_PROCESS', 'U'],
    ['WAIT_BUYER_PAY', 'U'],
    ['SUCCESS', 'U'],
  ])('is unknown for %s/%s', async (code, status) => {
    server.answer({ body: { resultInfo: infoOf(code, status), refundId: 'R1' } });
    const { cause, result } = expectKind(await till.payments.refund(refundOf(acquirementId)), 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(result).toMatchObject({ resultCode: code, resultStatus: status });
  });

  it('is repeated with the same id until it is decided, each time under a new message id', async () => {
    const request = refundOf(acquirementId);
    const sentBefore = server.calls.length;
    server.answer({ body: { resultInfo: infoOf('SYSTEM_ERROR', 'U') } });
    expectKind(await till.payments.refund(request), 'unknown');
    expectKind(await till.payments.refund(structuredClone(request) as BarcodeRefundRequest), 'unknown');
    server.answer({});
    expectKind(await till.payments.refund(request), 'refunded');
    const sent = server.calls.slice(sentBefore);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(sent.map(({ head }) => head['reqMsgId'])).size).toBe(3);
  });
});
