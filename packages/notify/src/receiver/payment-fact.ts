import type { Amount } from '@alipay-intl/core/money';
import { textOf } from '../text-of.ts';
import type { Received } from './received.ts';

/** What a notification says of a payment, in words of neither family. */
export interface PaymentFact {
  /** Your id of the payment: `paymentRequestId` or `merchantTransId`. */
  readonly attemptId: string;
  readonly kind: 'paid' | 'declined';
  /** Smallest unit, where it is told. */
  readonly amount: Amount | undefined;
  /** Alipay's id: `paymentId` or `acquirementId`. */
  readonly providerId: string | undefined;
  /** Why it was declined. */
  readonly resultCode: string | undefined;
}

/**
 * What a notification says of a payment, in the shape that `checkout.recordNotification` takes. `undefined` where it decides
 * nothing of a payment, or does not name it.
 */
export function paymentFactOf({ family, notification }: Received): PaymentFact | undefined {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return undefined;
  const { result, body } = notification;
  const isV1 = family === 'v1';
  const attemptId = textOf(body[isV1 ? 'paymentRequestId' : 'merchantTransId']);
  if (attemptId === undefined) return undefined;
  return {
    attemptId,
    kind: notification.kind,
    amount: amountOf({ family, notification } as Received),
    providerId: textOf(body[isV1 ? 'paymentId' : 'acquirementId']),
    resultCode: notification.kind === 'declined' ? result.resultCode : undefined,
  };
}

/** The amount of the order that a payment notification names, where it does. */
function amountOf({ family, notification }: Received): Amount | undefined {
  if (family === 'v1') return 'paymentAmount' in notification ? notification.paymentAmount : undefined;
  return 'orderAmount' in notification ? notification.orderAmount : undefined;
}
