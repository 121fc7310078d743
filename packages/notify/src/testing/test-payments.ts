import type { Amount } from '@alipay-intl/core/money';
import { resultOf, v1Content, wireAmount } from './fixture-parts.ts';
import type { TestMembers, TestNotification } from './test-notification.ts';

/** A payment that a test notification is about. */
export interface TestPayment {
  /** Your id of the payment. */
  readonly paymentRequestId: string;
  /** Alipay's id. Default: a sample. */
  readonly paymentId?: string | undefined;
  /** Smallest unit. */
  readonly amount: Amount;
  /** Members to add or to replace; `undefined` leaves one out. */
  readonly members?: TestMembers | undefined;
}

/** A payment whose notification may leave out the amount. */
export interface TestUnpaidPayment extends Omit<TestPayment, 'amount'> {
  readonly amount?: Amount | undefined;
  /** Default: a usual one. */
  readonly resultCode?: string | undefined;
}

/** `PAYMENT_RESULT` with `S`. docs/wire/v1 §6.1. */
export function paid({ amount, members, ...payment }: TestPayment): TestNotification {
  const times = {
    paymentCreateTime: '2020-01-01T12:01:00+08:30',
    paymentTime: '2020-01-01T12:01:01+08:30',
  };
  const paymentAmount = wireAmount(amount);
  return v1Content(
    {
      notifyType: 'PAYMENT_RESULT',
      result: resultOf('S', 'SUCCESS'),
      ...idsOf(payment),
      paymentAmount,
      ...times,
    },
    members,
  );
}

/** `PAYMENT_RESULT` with `F` and few members, as the guide shows it. docs/wire/v1 §3.8. */
export function declined(payment: TestUnpaidPayment): TestNotification {
  const result = resultOf('F', payment.resultCode ?? 'USER_BALANCE_NOT_ENOUGH');
  return unpaid('PAYMENT_RESULT', result, payment);
}

/** `PAYMENT_PENDING` with `S`: it never means paid. docs/wire/v1 §3.8. */
export function pending(payment: TestUnpaidPayment): TestNotification {
  return unpaid('PAYMENT_PENDING', resultOf('S', payment.resultCode ?? 'SUCCESS'), payment);
}

/** `PAYMENT_RESULT` with `U`. docs/wire/v1 §3.8. */
export function undecided(payment: TestUnpaidPayment): TestNotification {
  return unpaid('PAYMENT_RESULT', resultOf('U', payment.resultCode ?? 'UNKNOWN_EXCEPTION'), payment);
}

/** `OFFLINE_PAYMENT_CODE`. docs/wire/v1 §3.8. */
export function paymentCode({
  members,
  paymentActionForm = '{"codeValue":"281012020262467128"}',
  ...payment
}: Omit<TestUnpaidPayment, 'amount' | 'resultCode'> & {
  readonly paymentActionForm?: string | undefined;
}): TestNotification {
  const result = resultOf('S', 'SUCCESS');
  return v1Content(
    { notifyType: 'OFFLINE_PAYMENT_CODE', result, ...idsOf(payment), paymentActionForm },
    members,
  );
}

function unpaid(
  notifyType: string,
  result: TestMembers,
  { amount, members, ...payment }: TestUnpaidPayment,
): TestNotification {
  const paymentAmount = amount && wireAmount(amount);
  return v1Content({ notifyType, result, ...idsOf(payment), paymentAmount }, members);
}

function idsOf({
  paymentRequestId,
  paymentId = '20200101234567890132',
}: Pick<TestPayment, 'paymentRequestId' | 'paymentId'>): TestMembers {
  return { paymentRequestId, paymentId };
}
