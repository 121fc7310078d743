import { formatIsoTime } from '../iso-time.ts';
import { toAmountText } from '../payments/money.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import { resultOf } from '../payments/result.ts';
import { walletMembers } from '../payments/wallet-quote.ts';
import type { Settings } from '../settings.ts';
import type { NotificationFault } from './notification-shape.ts';

/** One message to the merchant, sent until it is acknowledged. */
export interface Notification {
  readonly notifyType: 'PAYMENT_RESULT' | 'PAYMENT_PENDING';
  readonly paymentRequestId: string;
  readonly paymentId: string;
  readonly resultCode: string;
  readonly url: string;
  readonly body: string;
  /** What is wrong with the first delivery. */
  readonly fault: NotificationFault | undefined;
}

/** Writes notifyPayment for a payment that is final (docs/wire/v1 §3.8); the body of a failure is small. */
export function resultNotification(
  settings: Settings,
  payment: PaymentRecord,
  fault: NotificationFault | undefined,
): Notification {
  const { order } = payment;
  const result = resultOf(payment.resultCode);
  const units = order.amount.units + (fault === 'wrong-amount' ? 1n : 0n);
  const members = {
    notifyType: 'PAYMENT_RESULT',
    result: { ...result },
    paymentRequestId: order.paymentRequestId,
    paymentId: payment.paymentId,
    ...(payment.status === 'SUCCESS' && {
      paymentAmount: toAmountText({ ...order.amount, units }),
      paymentCreateTime: formatIsoTime(payment.createdMs),
      paymentTime: formatIsoTime(payment.finalMs ?? payment.createdMs),
      ...walletMembers(settings, order.amount),
    }),
  };
  return {
    notifyType: 'PAYMENT_RESULT',
    ...addressOf(payment),
    resultCode: result.resultCode,
    body: JSON.stringify(members),
    fault,
  };
}

/** Writes the notice that the user has paid while the result is outstanding (docs/wire/v1 §3.8). */
export function pendingNotification(payment: PaymentRecord): Notification {
  const { order } = payment;
  const result = resultOf('PAYMENT_IN_PROCESS');
  const body = JSON.stringify({
    notifyType: 'PAYMENT_PENDING',
    result,
    paymentRequestId: order.paymentRequestId,
    paymentId: payment.paymentId,
    paymentAmount: toAmountText(order.amount),
    paymentCreateTime: formatIsoTime(payment.createdMs),
  });
  const { resultCode } = result;
  return { notifyType: 'PAYMENT_PENDING', ...addressOf(payment), resultCode, body, fault: undefined };
}

function addressOf(payment: PaymentRecord): Pick<Notification, 'paymentRequestId' | 'paymentId' | 'url'> {
  const { paymentRequestId, notifyUrl } = payment.order;
  return { paymentRequestId, paymentId: payment.paymentId, url: notifyUrl };
}
