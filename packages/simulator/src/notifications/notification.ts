import { formatIsoTime } from '../iso-time.ts';
import { toAmountText } from '../payments/money.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import { resultOf } from '../payments/result.ts';
import { walletMembers } from '../payments/wallet-quote.ts';
import type { Settings } from '../settings.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import type { Notification, NotificationFacts } from './notification-message.ts';
import type { NotificationFault } from './notification-shape.ts';
import { sealNotification } from './seal-notification.ts';

/** What notifications are made with. */
export interface NotificationParts {
  readonly settings: Settings;
  readonly keys: KeyRing;
}

/** Writes notifyPayment for a payment that is final (docs/wire/v1 §3.8); the body of a failure is small. */
export function resultNotification(
  parts: NotificationParts,
  payment: PaymentRecord,
  url: string,
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
      ...walletMembers(parts.settings, order.amount),
    }),
  };
  const facts = {
    notifyType: 'PAYMENT_RESULT',
    ...idsOf(payment),
    resultCode: result.resultCode,
    url,
  } as const;
  return sealedNotification(parts, facts, JSON.stringify(members), fault);
}

/** Writes the notice that the user has paid while the result is outstanding (docs/wire/v1 §3.8). */
export function pendingNotification(
  parts: NotificationParts,
  payment: PaymentRecord,
  url: string,
): Notification {
  const result = resultOf('PAYMENT_IN_PROCESS');
  const body = JSON.stringify({
    notifyType: 'PAYMENT_PENDING',
    result,
    ...idsOf(payment),
    paymentAmount: toAmountText(payment.order.amount),
    paymentCreateTime: formatIsoTime(payment.createdMs),
  });
  const { resultCode } = result;
  const facts = { notifyType: 'PAYMENT_PENDING', ...idsOf(payment), resultCode, url } as const;
  return sealedNotification(parts, facts, body, undefined);
}

function sealedNotification(
  parts: NotificationParts,
  facts: NotificationFacts,
  body: string,
  firstFault: NotificationFault | undefined,
): Notification {
  const { keys, settings } = parts;
  const url = new URL(facts.url);
  return {
    facts,
    seal: ({ nowMs, isFirst }) => {
      const fault = isFirst ? firstFault : undefined;
      return sealNotification(keys, settings.clientId, { body, fault, url, nowMs });
    },
  };
}

function idsOf(payment: PaymentRecord): Pick<NotificationFacts, 'paymentRequestId' | 'paymentId'> {
  return { paymentRequestId: payment.order.paymentRequestId, paymentId: payment.paymentId };
}
