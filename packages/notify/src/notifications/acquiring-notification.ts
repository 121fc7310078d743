import type { Amount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';

interface TransactionNotification {
  /** Alipay's id of the transaction. */
  readonly acquirementId: string | undefined;
  readonly result: Result;
  /** The whole verified body, unknown members included. Printing it hides buyer data. */
  readonly body: JsonObject;
}

/** The buyer has paid. Compare id, amount and currency with your own record before you deliver. docs/wire/acquiring §6.6. */
export interface AcquiringPaidNotification extends TransactionNotification {
  readonly kind: 'paid';
  /** Your id of the transaction. */
  readonly merchantTransId: string;
  /** Smallest unit, in the order's currency. */
  readonly orderAmount: Amount;
  /** What the buyer paid, maybe in another currency. */
  readonly payAmount: Amount | undefined;
  /** ISO 8601 with offset, as received. */
  readonly paymentTime: string | undefined;
}

/** The payment failed. It may come without any id, then only `payQuery` tells which. docs/wire/acquiring §6.6. */
export interface AcquiringDeclinedNotification extends TransactionNotification {
  readonly kind: 'declined';
  readonly merchantTransId: string | undefined;
  /** Smallest unit, in the order's currency. */
  readonly orderAmount: Amount | undefined;
}

/** Not decided yet. Deliver nothing. */
export interface AcquiringProcessingNotification extends TransactionNotification {
  readonly kind: 'processing';
  readonly merchantTransId: string | undefined;
  /** Smallest unit, in the order's currency. */
  readonly orderAmount: Amount | undefined;
}

/** A verified notification of another function; its members are in `body`. */
export interface AcquiringOtherNotification {
  readonly kind: 'other';
  /** `function` of the head, as received. */
  readonly function: string;
  readonly result: Result | undefined;
  readonly body: JsonObject;
}

/** A verified notification of the acquiring family, to be told apart by `kind`. */
export type AcquiringNotification =
  | AcquiringPaidNotification
  | AcquiringDeclinedNotification
  | AcquiringProcessingNotification
  | AcquiringOtherNotification;
