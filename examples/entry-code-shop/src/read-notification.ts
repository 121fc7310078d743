import type { Notification } from '@alipay-intl/notify';
import type { PaymentNotification } from '@alipay-intl/payments/checkout';

/** A verified notification in the words of the checkout; `undefined` where it decides nothing. */
export function readNotification(notification: Notification): PaymentNotification | undefined {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return undefined;
  const { kind, paymentRequestId, paymentId, paymentAmount, result } = notification;
  const resultCode = kind === 'declined' ? result.resultCode : undefined;
  return { attemptId: paymentRequestId, kind, amount: paymentAmount, providerId: paymentId, resultCode };
}
