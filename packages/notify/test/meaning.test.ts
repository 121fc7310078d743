import { inspect } from 'node:util';
import { amountsEqual } from '@alipay-intl/core';
import type { Notification, NotificationVerifier } from '@alipay-intl/notify';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccepted, refusalOf, verifySealed } from './support/received.ts';
import { createVerifier, paidBody } from './support/sender.ts';

let verifier: NotificationVerifier;
beforeAll(async () => {
  verifier = await createVerifier();
});

const meaningOf = (body: unknown): Notification => expectAccepted(verifySealed(verifier, body)).notification;
const refused = (body: unknown): string => refusalOf(verifySealed(verifier, body));
const result = (resultCode: string, resultStatus: string) => ({ resultCode, resultStatus });

describe('PAYMENT_RESULT', () => {
  it('with S is paid', () => {
    expect(meaningOf(paidBody())).toMatchObject({ kind: 'paid', paymentRequestId: 'pay_1' });
  });

  it('with F is declined, also with few members', () => {
    const notification = meaningOf({
      notifyType: 'PAYMENT_RESULT',
      result: result('USER_BALANCE_NOT_ENOUGH', 'F'),
      paymentRequestId: 'pay_1',
      paymentId: '2026',
    });
    expect(notification).toMatchObject({
      kind: 'declined',
      paymentRequestId: 'pay_1',
      paymentId: '2026',
      paymentAmount: undefined,
      result: { resultCode: 'USER_BALANCE_NOT_ENOUGH', resultMessage: '' },
    });
    expect(meaningOf(paidBody({ result: result('RISK_REJECT', 'F') })).kind).toBe('declined');
  });

  it('with U is processing', () => {
    expect(meaningOf(paidBody({ result: result('UNKNOWN_EXCEPTION', 'U') })).kind).toBe('processing');
    expect(meaningOf(paidBody({ result: result('SUCCESS', 'U') })).kind).toBe('processing');
  });

  it('is judged by its status, not by its code', () => {
    expect(meaningOf(paidBody({ result: result('PAYMENT_IN_PROCESS', 'S') })).kind).toBe('paid');
    expect(meaningOf(paidBody({ result: result('SUCCESS', 'F') })).kind).toBe('declined');
  });

  it('may lack Alipay’s id and the time', () => {
    const notification = meaningOf(paidBody({ paymentId: undefined, paymentTime: undefined }));
    expect(notification).toMatchObject({ kind: 'paid', paymentId: undefined, paymentTime: undefined });
  });

  it.each(['S', 'F', 'U'])('with %s and no paymentRequestId is refused', (status) => {
    for (const paymentRequestId of [undefined, null, '', 7, {}, ['pay_1']]) {
      const body = paidBody({ paymentRequestId, result: result('X', status) });
      expect(refused(body)).toBe('ERR_NOTIFICATION_MALFORMED');
    }
  });

  it.each([undefined, null, 'SUCCESS', {}, { resultStatus: 's' }, { resultStatus: 'SUCCESS' }, [], true])(
    'with the result %j is refused',
    (odd) => {
      expect(refused(paidBody({ result: odd }))).toBe('ERR_NOTIFICATION_MALFORMED');
      expect(refused(paidBody({ result: odd, notifyType: 'PAYMENT_PENDING' }))).toBe(
        'ERR_NOTIFICATION_MALFORMED',
      );
    },
  );

  it.each([
    undefined,
    null,
    '599',
    599,
    {},
    { value: '599' },
    { currency: 'USD' },
    { currency: 'USD', value: '5.99' },
    { currency: 'USD', value: 5.99 },
    { currency: 'USD', value: '-599' },
    { currency: 'USD', value: '' },
    { currency: 'USD', value: ' 599' },
    { currency: 'USD', value: '5e2' },
    { currency: 'USD', value: '12345678901234567' },
    { currency: 'usd', value: '599' },
    { currency: 'ZZZ', value: '599' },
    { currency: 840, value: '599' },
    [{ currency: 'USD', value: '599' }],
  ])('with S and the amount %j is refused, never paid', (paymentAmount) => {
    expect(refused(paidBody({ paymentAmount }))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it.each([
    [599, '599'],
    ['000599', '599'],
    ['0', '0'],
  ])('with S and the value %j is paid with %s', (value, expected) => {
    const notification = meaningOf(paidBody({ paymentAmount: { currency: 'USD', value } }));
    expect(notification).toMatchObject({ kind: 'paid', paymentAmount: { currency: 'USD', value: expected } });
  });

  it('with F and an odd amount is still declined', () => {
    const body = paidBody({ result: result('RISK_REJECT', 'F'), paymentAmount: '599' });
    expect(meaningOf(body)).toMatchObject({ kind: 'declined', paymentAmount: undefined });
  });
});

describe('PAYMENT_PENDING', () => {
  it.each(['S', 'U', 'F'])('with %s is processing, never paid', (status) => {
    const notification = meaningOf(
      paidBody({ notifyType: 'PAYMENT_PENDING', result: result('SUCCESS', status) }),
    );
    expect(notification).toMatchObject({
      kind: 'processing',
      paymentRequestId: 'pay_1',
      paymentAmount: { currency: 'USD', value: '599' },
    });
  });

  it('may come without an amount', () => {
    const body = paidBody({ notifyType: 'PAYMENT_PENDING', paymentAmount: undefined });
    expect(meaningOf(body)).toMatchObject({ kind: 'processing', paymentAmount: undefined });
  });
});

describe('other types', () => {
  it.each([
    ['UPDATE_AMOUNT_RESULT', { updateRequestId: 'u' }],
    ['REFUND_RESULT', { refundStatus: 'SUCCESS', refundRequestId: '' }],
    ['SOMETHING_NEW', { disputeNotificationType: 'DISPUTE_CREATED', disputeId: 'd', accessToken: 't' }],
    ['constructor', {}],
    ['__proto__', {}],
    ['payment_result', {}],
    ['PAYMENT_RESULT ', {}],
  ])('%s is kept as it is, and is no payment', (notifyType, members) => {
    const notification = meaningOf({ ...paidBody(members), notifyType });
    expect(notification).toMatchObject({ kind: 'other', notifyType, result: { resultStatus: 'S' } });
    for (const name of Object.keys(members)) expect(notification.body).toHaveProperty(name);
    expect(notification).not.toHaveProperty('paymentAmount');
  });

  it.each([undefined, null, '', 7, ['PAYMENT_RESULT'], { a: 1 }])('the type %j is none', (notifyType) => {
    const { result: _result, ...body } = paidBody({ notifyType });
    expect(meaningOf(body)).toMatchObject({ kind: 'other', notifyType: undefined, result: undefined });
  });

  it('without a type keep their members', () => {
    const notification = meaningOf({ somethingNew: { deep: 1 }, paymentId: '2026', accessToken: '' });
    expect(notification).toMatchObject({ kind: 'other', notifyType: undefined });
    expect(notification.body['somethingNew']).toEqual({ deep: 1 });
  });
});

describe('members beyond the typed ones', () => {
  const body = paidBody({
    pspCustomerInfo: {
      pspName: 'ALIPAY_CN',
      pspCustomerId: 'CANARY-ID',
      displayCustomerId: 'CANARY-DISPLAY',
    },
    actualPaymentAmount: { currency: 'CNY', value: '4253' },
    accessToken: 'CANARY-TOKEN',
    新: ['x'],
  });

  it('are kept', () => {
    const { body: kept } = meaningOf(body);
    expect(kept['actualPaymentAmount']).toEqual({ currency: 'CNY', value: '4253' });
    expect(kept['新']).toEqual(['x']);
    expect(kept['pspCustomerInfo']).toMatchObject({ pspCustomerId: 'CANARY-ID' });
  });

  it('are printed without the buyer and without tokens', () => {
    const verified = verifySealed(verifier, body);
    for (const value of [verified, expectAccepted(verified).notification, meaningOf(body).body]) {
      const text = JSON.stringify(value) + inspect(value, { depth: Infinity });
      expect(text).not.toContain('CANARY');
      expect(text).toContain('[hidden]');
    }
  });
});

describe('comparing with the own record', () => {
  const record = { id: 'pay_1', amount: { currency: 'USD', value: '599' } };
  const isOurs = (notification: Notification): boolean =>
    notification.kind === 'paid' &&
    notification.paymentRequestId === record.id &&
    amountsEqual(notification.paymentAmount, record.amount);

  it.each([
    ['the right one', {}, true],
    ['another value', { paymentAmount: { currency: 'USD', value: '1' } }, false],
    ['another currency', { paymentAmount: { currency: 'JPY', value: '599' } }, false],
    ['another order', { paymentRequestId: 'pay_2' }, false],
    ['a number for the value', { paymentAmount: { currency: 'USD', value: 599 } }, true],
  ])('finds %s, although every signature is right', (_name, changes, expected) => {
    expect(isOurs(meaningOf(paidBody(changes)))).toBe(expected);
  });
});
