import type { Amount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';

interface NotificationFacts {
  /** The whole verified notification, unknown members included. Printing it hides buyer data. */
  readonly body: JsonObject;
}

interface PaymentNotification extends NotificationFacts {
  /** Your id of the payment. */
  readonly paymentRequestId: string;
  /** Alipay's id of the payment. */
  readonly paymentId: string | undefined;
  readonly result: Result;
}

/** The buyer has paid. Compare id, amount and currency with your own record before you deliver. docs/wire/v1 §3.8. */
export interface PaidNotification extends PaymentNotification {
  readonly kind: 'paid';
  /** Smallest unit, in the order's currency. */
  readonly paymentAmount: Amount;
  /** ISO 8601 with offset, as received. */
  readonly paymentTime: string | undefined;
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

/** A verified notification of another type; its members are in `body`. docs/wire/v1 §3.9, §3.10. */
export interface OtherNotification extends NotificationFacts {
  readonly kind: 'other';
  /** `notifyType` as received; undefined for the types that carry none. */
  readonly notifyType: string | undefined;
  readonly result: Result | undefined;
}

/** A verified notification, to be told apart by `kind`. */
export type Notification =
  | PaidNotification
  | DeclinedNotification
  | ProcessingNotification
  | OtherNotification;
