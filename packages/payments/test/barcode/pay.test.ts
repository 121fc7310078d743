import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import {
  type EnvelopeServer,
  infoOf,
  messageCanary,
  startEnvelopeServer,
} from './support/envelope-server.ts';
import { openTill, payRequest, type Till } from './support/till.ts';

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

const acquirementId = '2015032412007101547201352747';

describe('S', () => {
  it('is paid, with the facts of the answer', async () => {
    const request = payRequest();
    server.answer({
      body: {
        acquirementId,
        merchantTransId: request.merchantTransId,
        orderAmount: request.order.orderAmount,
        payAmount: { currency: 'CNY', value: 4253 },
        paymentTime: '2026-11-01T12:00:01+08:00',
        somethingNew: { deep: 1 },
      },
    });
    const { transaction, proof } = expectKind(await till.payments.pay(request), 'paid');
    expect(transaction).toEqual({
      merchantTransId: request.merchantTransId,
      acquirementId,
      orderAmount: { currency: 'USD', value: '599' },
      payAmount: { currency: 'CNY', value: '4253' },
      paymentTime: '2026-11-01T12:00:01+08:00',
    });
    expect(proof.result).toEqual({
      resultCode: 'SUCCESS',
      resultStatus: 'S',
      resultMessage: messageCanary,
    });
    expect(proof.answer['somethingNew']).toEqual({ deep: 1 });
    expect(proof.path).toBe('/api/alipay/intl/acquiring/offline/pay.htm');
    expect(proof.rawAnswer().toString('utf8')).toContain('"somethingNew":{"deep":1}');
  });

  it('is paid where the answer names nothing but its result', async () => {
    server.answer({});
    const { transaction } = expectKind(await till.payments.pay(payRequest()), 'paid');
    expect(Object.values(transaction)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it.each(['', 'NEVER_HEARD_OF'])('decides whatever the code is: %j', async (resultCode) => {
    server.answer({ body: { resultInfo: { resultStatus: 'S', resultCode } } });
    expectKind(await till.payments.pay(payRequest()), 'paid');
  });
});

describe('U', () => {
  it.each(['PAYMENT_IN_PROCESS', 'WAIT_BUYER_PAY', 'ORDER_PAYING'])(
    'with the waiting code %s is processing',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'U'), acquirementId } });
      const { proof } = expectKind(await till.payments.pay(payRequest()), 'processing');
      expect(proof.result.resultCode).toBe(code);
    },
  );

  it.each([
    'UNKNOWN_EXCEPTION',
    'SYSTEM_ERROR',
    'REQUEST_TRAFFIC_EXCEED_LIMIT',
    'SUCCESS',
    'NEVER_HEARD_OF',
    '',
  ])('with the code %j is unknown', async (code) => {
    server.answer({ body: { resultInfo: infoOf(code, 'U'), acquirementId } });
    const { cause, result, claimed } = expectKind(await till.payments.pay(payRequest()), 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(cause.message).toContain('The state of the money is unknown.');
    expect(cause.message).not.toContain(messageCanary);
    expect(result).toMatchObject({ resultCode: code, resultStatus: 'U' });
    expect(claimed).toBeUndefined();
  });
});

describe('F', () => {
  it.each([
    'EXPIRED_CODE',
    'INVALID_PAYMENT_CODE',
    'USER_BALANCE_NOT_ENOUGH',
    'FRAUD_REJECT',
    'RISK_REJECT',
    'PROCESS_FAIL',
    'CURRENCY_NOT_SUPPORT',
    'ORDER_IS_CANCELED',
    'NEVER_HEARD_OF',
    '',
  ])('with the code %j is declined, with advice in both languages', async (code) => {
    server.answer({ body: { resultInfo: infoOf(code, 'F') } });
    const { reason, proof } = expectKind(await till.payments.pay(payRequest()), 'declined');
    expect(reason).toMatchObject({ resultCode: code, resultStatus: 'F' });
    expect(reason.advice.en.length).toBeGreaterThan(10);
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
    expect(reason.class).not.toBe('success');
    expect(proof.result.resultCode).toBe(code);
  });

  it.each([
    'UNKNOWN_EXCEPTION',
    'SYSTEM_ERROR',
    'ORDER_NOT_EXIST',
    'SUCCESS',
    'WAIT_BUYER_PAY',
    'PAYMENT_IN_PROCESS',
  ])('with the code %s says nothing about the money: unknown', async (code) => {
    server.answer({ body: { resultInfo: infoOf(code, 'F') } });
    const { cause, result } = expectKind(await till.payments.pay(payRequest()), 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(result).toMatchObject({ resultCode: code, resultStatus: 'F' });
  });

  it.each(['REPEAT_REQ_INCONSISTENT', 'CONTEXT_INCONSISTENT'])(
    'with the mismatch code %s is unknown, because the first use of the id may be paid',
    async (code) => {
      server.answer({ body: { resultInfo: infoOf(code, 'F') } });
      const { cause, result } = expectKind(await till.payments.pay(payRequest()), 'unknown');
      expect(cause.message).toContain('an earlier payment may be paid');
      expect(result?.resultCode).toBe(code);
    },
  );

  it('with ids of the transaction is declined all the same', async () => {
    const request = payRequest();
    const { merchantTransId } = request;
    server.answer({ body: { resultInfo: infoOf('EXPIRED_CODE', 'F'), merchantTransId, acquirementId } });
    expectKind(await till.payments.pay(request), 'declined');
  });
});

describe('any other status', () => {
  it.each([['s'], ['SUCCESS'], [''], [null], [1], [true], [['S']]])(
    '%j is no result: unknown',
    async (resultStatus) => {
      server.answer({ body: { resultInfo: { resultStatus, resultCode: 'SUCCESS' } } });
      const { cause, result } = expectKind(await till.payments.pay(payRequest()), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_MALFORMED');
      expect(cause.message).toContain('no readable resultInfo');
      expect(result).toBeUndefined();
    },
  );

  it.each([[undefined], [null], ['S'], [[{ resultStatus: 'S' }]], [{}]])(
    'a resultInfo that is %j is no result: unknown',
    async (resultInfo) => {
      server.answer({ body: { resultInfo } });
      expect(expectKind(await till.payments.pay(payRequest()), 'unknown').cause.code).toBe(
        'ERR_RESPONSE_MALFORMED',
      );
    },
  );

  it('a result where v1 has it is no result: unknown', async () => {
    const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };
    server.answer({ body: { resultInfo: undefined, result } });
    expectKind(await till.payments.pay(payRequest()), 'unknown');
  });
});
