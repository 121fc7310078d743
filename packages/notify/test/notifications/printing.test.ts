import { inspect } from 'node:util';
import type { Notification } from '@alipay-intl/notify';
import { expect, it } from 'vitest';
import { meaningOf, resultOf, usd } from './support.ts';

const buyer = {
  pspCustomerInfo: { pspName: 'ALIPAY_CN', pspCustomerId: 'CANARY-1', displayCustomerId: 'CANARY-2' },
};
const payment = { paymentRequestId: 'pay_1', paymentAmount: usd('1'), result: resultOf('S'), ...buyer };

const bodies: Readonly<Record<Exclude<Notification['kind'], 'refund' | 'capture'>, object>> = {
  paid: { ...payment, notifyType: 'PAYMENT_RESULT', acquirerInfo: { acquirerCardToken: 'CANARY-3' } },
  declined: { ...payment, notifyType: 'PAYMENT_RESULT', result: resultOf('F') },
  processing: { ...payment, notifyType: 'PAYMENT_PENDING' },
  'payment-code': { ...payment, notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'CANARY-4' },
  authorization: {
    authorizationNotifyType: 'TOKEN_CREATED',
    accessToken: 'CANARY-5',
    authCode: 'CANARY-6',
    userId: 'CANARY-7',
    userLoginId: 'CANARY-8',
  },
  'isv-authorization': { accessToken: 'CANARY-9', customerId: 'CANARY-10' },
  dispute: { disputeNotificationType: 'DISPUTE_CREATED', disputeId: 'd', ...buyer },
  vaulting: {
    vaultingRequestId: 'v',
    paymentMethodDetail: { card: { cardToken: 'CANARY-11', maskedCardNo: 'CANARY-12' }, email: 'CANARY-13' },
    list: [{ cardToken: 'CANARY-14' }],
  },
  subscription: { subscriptionNotificationType: 'CREATE', subscriptionRequestId: 's', ...buyer },
  registration: { registrationRequestId: 'r', ...buyer },
  other: { notifyType: 'NEW', accessToken: 'CANARY-15', deep: { list: [{ authCode: 'CANARY-16' }] } },
};

it.each(Object.entries(bodies))('%s is printed without tokens and without the buyer', (kind, body) => {
  const notification = meaningOf(body);
  expect(notification.kind).toBe(kind);
  const parts = [
    notification,
    { notification },
    [notification],
    notification.body,
    ...partsOf(notification.body),
  ];
  for (const value of parts) {
    const text = inspect(value, { depth: Infinity }) + inspect(value) + JSON.stringify(value);
    expect(text).not.toContain('CANARY');
  }
  expect(inspect(notification, { depth: Infinity })).toContain('[hidden]');
});

it('what is hidden in print is there to be read', () => {
  const notification = meaningOf(bodies['isv-authorization']);
  expect(notification).toMatchObject({ accessToken: 'CANARY-9', customerId: 'CANARY-10' });
  expect(meaningOf(bodies.vaulting).body['paymentMethodDetail']).toEqual({
    card: { cardToken: 'CANARY-11', maskedCardNo: 'CANARY-12' },
    email: 'CANARY-13',
  });
});

/** All objects inside, as somebody prints them alone. */
function partsOf(body: object): readonly unknown[] {
  const parts = Object.values(body).filter((value) => typeof value === 'object');
  return parts.flatMap((part) => [part, ...partsOf(part)]);
}
