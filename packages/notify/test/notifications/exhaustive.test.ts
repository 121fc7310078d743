import type { Amount } from '@alipay-intl/core';
import type {
  AuthorizationNotification,
  CaptureNotification,
  DeclinedNotification,
  DisputeNotification,
  IsvAuthorizationNotification,
  Notification,
  OtherNotification,
  PaidNotification,
  PaymentCodeNotification,
  PaymentFact,
  ProcessingNotification,
  Received,
  RefundNotification,
  RegistrationNotification,
  SubscriptionNotification,
  VaultingNotification,
} from '@alipay-intl/notify';
import { paymentFactOf } from '@alipay-intl/notify';
import { expect, expectTypeOf, it } from 'vitest';
import { meaningOf, resultOf, usd } from './support.ts';

/** One type for each kind; a new kind fails to compile here. */
interface Kinds {
  readonly paid: PaidNotification;
  readonly declined: DeclinedNotification;
  readonly processing: ProcessingNotification;
  readonly 'payment-code': PaymentCodeNotification;
  readonly refund: RefundNotification;
  readonly capture: CaptureNotification;
  readonly authorization: AuthorizationNotification;
  readonly 'isv-authorization': IsvAuthorizationNotification;
  readonly dispute: DisputeNotification;
  readonly vaulting: VaultingNotification;
  readonly subscription: SubscriptionNotification;
  readonly registration: RegistrationNotification;
  readonly other: OtherNotification;
}

it('the union is told apart by kind, and nothing is left over', () => {
  expectTypeOf<Notification['kind']>().toEqualTypeOf<keyof Kinds>();
  expectTypeOf<Notification>().toEqualTypeOf<Kinds[keyof Kinds]>();
  expectTypeOf<{ [Kind in keyof Kinds]: Extract<Notification, { kind: Kind }> }>().toEqualTypeOf<{
    [Kind in keyof Kinds]: Kinds[Kind];
  }>();
});

it('a switch over kind and outcome is exhausted by the compiler', () => {
  const toldRefund = (notification: RefundNotification): string => {
    switch (notification.outcome) {
      case 'refunded':
        return notification.refundAmount.value;
      case 'failed':
      case 'undecided':
        return notification.refundRequestId;
    }
  };
  const toldDispute = (notification: DisputeNotification): string => {
    switch (notification.event) {
      case 'DISPUTE_CREATED':
      case 'DISPUTE_JUDGED':
      case 'DISPUTE_CANCELLED':
      case 'DEFENSE_SUPPLIED':
      case 'DEFENSE_DUE_ALERT':
      case 'DISPUTE_ACCEPTED':
      case 'RDR_RESOLVED':
        return notification.event;
      case 'other':
        return notification.disputeNotificationType;
    }
  };
  const told = (notification: Notification): string => {
    switch (notification.kind) {
      case 'paid':
        return notification.paymentAmount.value;
      case 'refund':
        return toldRefund(notification);
      case 'capture':
        return notification.outcome === 'captured' ? notification.captureAmount.value : '';
      case 'dispute':
        return toldDispute(notification);
      case 'declined':
      case 'processing':
      case 'payment-code':
      case 'authorization':
      case 'isv-authorization':
      case 'vaulting':
      case 'subscription':
      case 'registration':
      case 'other':
        return notification.kind;
    }
  };
  expect(told(meaningOf({ notifyType: 'NEW' }))).toBe('other');
});

it('money is an amount where it is proven, and maybe one elsewhere', () => {
  expectTypeOf<PaidNotification['paymentAmount']>().toEqualTypeOf<Amount>();
  expectTypeOf<DeclinedNotification['paymentAmount']>().toEqualTypeOf<Amount | undefined>();
  expectTypeOf<
    Extract<RefundNotification, { outcome: 'refunded' }>['refundAmount']
  >().toEqualTypeOf<Amount>();
  expectTypeOf<
    Extract<CaptureNotification, { outcome: 'captured' }>['captureAmount']
  >().toEqualTypeOf<Amount>();
  expectTypeOf<OtherNotification>().not.toHaveProperty('paymentAmount');
  expectTypeOf<PaymentCodeNotification>().not.toHaveProperty('paymentAmount');
});

it('only paid and declined are facts of a payment', () => {
  const factOf = (body: object): PaymentFact | undefined => {
    const delivery = { key: '', receivedAtMs: 0, sentAtMs: 0, signedWithQuery: false, verifiedBy: undefined };
    const received: Received = { family: 'v1', notification: meaningOf(body), delivery };
    return paymentFactOf(received);
  };
  const payment = {
    paymentRequestId: 'pay_1',
    paymentId: '2026',
    paymentAmount: usd('1'),
    result: resultOf('S'),
  };
  expect(factOf({ ...payment, notifyType: 'PAYMENT_RESULT' })).toMatchObject({
    attemptId: 'pay_1',
    kind: 'paid',
  });
  for (const notifyType of [
    'PAYMENT_PENDING',
    'OFFLINE_PAYMENT_CODE',
    'REFUND_RESULT',
    'CAPTURE_RESULT',
    'NEW',
  ]) {
    const body = {
      ...payment,
      notifyType,
      refundRequestId: 'r',
      paymentActionForm: 'x',
      captureAmount: usd('1'),
    };
    expect(factOf(body)).toBeUndefined();
  }
  expect(factOf({ ...payment, disputeNotificationType: 'DISPUTE_CREATED', disputeId: 'd' })).toBeUndefined();
});
