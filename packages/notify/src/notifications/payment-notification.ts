import { type Amount, readAmount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

interface PaymentNotification extends NotificationFacts {
  /** Your id of the payment. */
  readonly paymentRequestId: string;
  /** Alipay's id of the payment. */
  readonly paymentId: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly paymentCreateTime: string | undefined;
  readonly result: Result;
}

/** The buyer has paid. Compare id, amount and currency with your own record before you deliver. docs/wire/v1 §3.8. */
export interface PaidNotification extends PaymentNotification {
  readonly kind: 'paid';
  /** Smallest unit, in the order's currency. */
  readonly paymentAmount: Amount;
  /** ISO 8601 with offset, as received. */
  readonly paymentTime: string | undefined;
  /** What the buyer pays, in the currency of the wallet. */
  readonly actualPaymentAmount: Amount | undefined;
  /** What is settled, where the rate is locked. */
  readonly grossSettlementAmount: Amount | undefined;
  /** Until when an authorised payment can be captured; ISO 8601 with offset, as received. */
  readonly authExpiryTime: string | undefined;
}

/** The payment failed. It may come with few members, and it may not come at all. docs/wire/v1 §3.8. */
export interface DeclinedNotification extends PaymentNotification {
  readonly kind: 'declined';
  readonly paymentAmount: Amount | undefined;
}

/**
 * Not decided yet: `PAYMENT_PENDING`, even with `resultStatus` `S`, or an undecided result. Deliver nothing.
 * docs/wire/v1 §3.8.
 */
export interface ProcessingNotification extends PaymentNotification {
  readonly kind: 'processing';
  readonly paymentAmount: Amount | undefined;
}

/** A payment code to show to the buyer (`OFFLINE_PAYMENT_CODE`). Nothing is paid yet. docs/wire/v1 §3.8. */
export interface PaymentCodeNotification extends NotificationFacts {
  readonly kind: 'payment-code';
  /** Your id of the payment. */
  readonly paymentRequestId: string;
  /** Alipay's id of the payment. */
  readonly paymentId: string | undefined;
  /** Holds the code, as received. Printing the notification hides it. */
  readonly paymentActionForm: string;
  readonly result: Result | undefined;
}

/** Reads `PAYMENT_RESULT`. `undefined` where its id, its result, or the amount of a paid one is missing or unreadable. */
export function readPaymentResult(
  body: JsonObject,
  result: Result | undefined,
): PaidNotification | DeclinedNotification | ProcessingNotification | undefined {
  const payment = readPayment(body, result);
  if (payment?.result.resultStatus === 'U') return processing(payment);
  const paymentAmount = readAmount(body['paymentAmount']);
  if (payment?.result.resultStatus === 'F') return { kind: 'declined', paymentAmount, ...payment };
  if (payment === undefined || paymentAmount === undefined) return undefined;
  return {
    kind: 'paid',
    paymentAmount,
    paymentTime: textOf(body['paymentTime']),
    actualPaymentAmount: readAmount(body['actualPaymentAmount']),
    grossSettlementAmount: readAmount(body['grossSettlementAmount']),
    authExpiryTime: textOf(body['authExpiryTime']),
    ...payment,
  };
}

/** Reads `PAYMENT_PENDING`: it carries `S` as well, and never means paid. `undefined` where its id or result is missing. */
export function readPaymentPending(
  body: JsonObject,
  result: Result | undefined,
): ProcessingNotification | undefined {
  const payment = readPayment(body, result);
  return payment && processing(payment);
}

/** Reads `OFFLINE_PAYMENT_CODE`. `undefined` where its id or the code is missing. */
export function readPaymentCode(
  body: JsonObject,
  result: Result | undefined,
): PaymentCodeNotification | undefined {
  const paymentRequestId = textOf(body['paymentRequestId']);
  const paymentActionForm = textOf(body['paymentActionForm']);
  if (paymentRequestId === undefined || paymentActionForm === undefined) return undefined;
  const paymentId = textOf(body['paymentId']);
  return { kind: 'payment-code', paymentRequestId, paymentId, paymentActionForm, result, body };
}

function readPayment(body: JsonObject, result: Result | undefined): PaymentNotification | undefined {
  const paymentRequestId = textOf(body['paymentRequestId']);
  if (paymentRequestId === undefined || result === undefined) return undefined;
  const paymentCreateTime = textOf(body['paymentCreateTime']);
  return { paymentRequestId, paymentId: textOf(body['paymentId']), paymentCreateTime, result, body };
}

function processing(payment: PaymentNotification): ProcessingNotification {
  return { kind: 'processing', paymentAmount: readAmount(payment.body['paymentAmount']), ...payment };
}
