import { describe, expect, it } from 'vitest';
import { refusalOf, verifySealed } from '../support/received.ts';
import { createVerifier } from '../support/sender.ts';
import { meaningAs, meaningOf, resultOf } from './support.ts';

// docs/wire/v1 §6.1
const guideSample = {
  notifyType: 'PAYMENT_RESULT',
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  paymentRequestId: 'pay_test_1106_0002',
  paymentId: '20200101234567890132',
  paymentAmount: { value: '8000', currency: 'EUR' },
  paymentCreateTime: '2020-01-01T12:01:00+08:30',
  paymentTime: '2020-01-01T12:01:01+08:30',
};

// docs/wire/v1 §6.1, the richer in-store fixture, in its own order
const inStoreSample = {
  actualPaymentAmount: { currency: 'CNY', value: '1292' },
  notifyType: 'PAYMENT_RESULT',
  paymentAmount: { currency: 'JPY', value: '200' },
  paymentCreateTime: '2020-03-02T19:11:19-08:00',
  paymentId: '202003021940108001001885I0204368838',
  paymentQuote: { guaranteed: false, quoteCurrencyPair: '392/156', quotePrice: 0.064622 },
  paymentRequestId: '20200303074500020000036648',
  paymentTime: '2020-03-02T19:12:11-08:00',
  pspCustomerInfo: {
    displayCustomerId: 'buy*@alitest.com',
    pspCustomerId: '20885028136924G7',
    pspName: 'ALIPAYCN',
  },
  result: { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' },
};

describe('paid', () => {
  it('as the guide shows it', () => {
    expect(meaningAs('paid', guideSample)).toEqual({
      kind: 'paid',
      paymentRequestId: 'pay_test_1106_0002',
      paymentId: '20200101234567890132',
      paymentAmount: { currency: 'EUR', value: '8000' },
      paymentCreateTime: '2020-01-01T12:01:00+08:30',
      paymentTime: '2020-01-01T12:01:01+08:30',
      actualPaymentAmount: undefined,
      grossSettlementAmount: undefined,
      authExpiryTime: undefined,
      result: guideSample.result,
      body: guideSample,
    });
  });

  it('as in a shop: with what the buyer pays in the currency of the wallet', () => {
    const notification = meaningAs('paid', inStoreSample);
    expect(notification.paymentAmount).toEqual({ currency: 'JPY', value: '200' });
    expect(notification.actualPaymentAmount).toEqual({ currency: 'CNY', value: '1292' });
    expect(notification.body['paymentQuote']).toEqual(inStoreSample.paymentQuote);
  });

  it('with a locked rate and an authorisation', () => {
    const notification = meaningAs('paid', {
      ...guideSample,
      grossSettlementAmount: { currency: 'USD', value: '9000' },
      authExpiryTime: '2020-01-08T12:01:01+08:30',
    });
    expect(notification.grossSettlementAmount).toEqual({ currency: 'USD', value: '9000' });
    expect(notification.authExpiryTime).toBe('2020-01-08T12:01:01+08:30');
  });

  it('with an unreadable amount beside the order’s own', () => {
    expect(meaningAs('paid', { ...guideSample, actualPaymentAmount: '12.92' }).actualPaymentAmount).toBe(
      undefined,
    );
  });
});

it('declined, with the few members that the guide shows', () => {
  const body = {
    notifyType: 'PAYMENT_RESULT',
    result: resultOf('F', 'USER_BALANCE_NOT_ENOUGH'),
    paymentRequestId: 'pay_1',
    paymentId: '2026',
  };
  expect(meaningAs('declined', body)).toEqual({
    kind: 'declined',
    paymentRequestId: 'pay_1',
    paymentId: '2026',
    paymentAmount: undefined,
    paymentCreateTime: undefined,
    result: body.result,
    body,
  });
});

it('pending is never paid, although it carries S', () => {
  const pending = { ...guideSample, notifyType: 'PAYMENT_PENDING' };
  expect(meaningOf(pending)).toMatchObject({ kind: 'processing', paymentCreateTime: expect.any(String) });
  expect(meaningOf(pending)).not.toHaveProperty('paymentTime');
});

describe('payment code', () => {
  const body = { ...guideSample, notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: '{"code":"CANARY"}' };

  it('is no payment, whatever its result', () => {
    for (const status of ['S', 'F', 'U']) {
      expect(meaningOf({ ...body, result: resultOf(status) })).toMatchObject({
        kind: 'payment-code',
        paymentRequestId: 'pay_test_1106_0002',
        paymentActionForm: '{"code":"CANARY"}',
      });
    }
    const { result: _result, ...without } = body;
    expect(meaningAs('payment-code', without).result).toBeUndefined();
    expect(meaningOf(body)).not.toHaveProperty('paymentAmount');
  });

  it.each([
    { paymentActionForm: undefined },
    { paymentActionForm: '' },
    { paymentRequestId: undefined },
    { paymentRequestId: 7 },
  ])('that lacks what it is for is refused: %j', async (change) => {
    const verified = verifySealed(await createVerifier(), { ...body, ...change });
    expect(refusalOf(verified)).toBe('ERR_NOTIFICATION_MALFORMED');
  });
});
