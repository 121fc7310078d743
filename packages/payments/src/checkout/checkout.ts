import type { RailOrder } from '../rail/payment-rail.ts';
import type { CheckoutOutcome, CheckoutPending } from './checkout-outcome.ts';
import type { JournalListing, JournalQuery } from './journal.ts';
import type { Settlement } from './manual-cases.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { PaymentNotification, RecordedNotification } from './record-notification.ts';
import type { KeepRecoveringOptions, RecoverOptions, RecoveryReport } from './recover.ts';
import type { CheckoutRefund, CheckoutRefundOutcome, RefundSettlement } from './refund-payment.ts';

/** How a call that may take long is ended early. */
export interface WaitOptions {
  /** Stops waiting. The payment stays in the journal and is left to `recover` or `resume`. */
  readonly signal?: AbortSignal | undefined;
}

/** Settings of {@link Checkout.collect}. */
export interface CollectOptions<Handover> extends WaitOptions {
  /** Told once what the buyer needs to pay, where the buyer pays later. */
  readonly onPlaced?: ((handover: Handover) => void) | undefined;
}

/**
 * Where a started payment stands; with what the buyer needs to pay, where it was placed by this call. The handover is not in the
 * journal: keep it yourself, because a second `start` of the order comes without it.
 */
export type Started<Handover> =
  | CheckoutOutcome
  | (CheckoutPending & { readonly handover: Handover | undefined });

/**
 * Takes payments and brings each to its end. A payment is written down before its first byte is sent; from then on it
 * survives lost answers, killed processes and unclear cancellations, and ends as paid, declined, reversed, or as a case
 * for a person.
 *
 * Every method throws StoreError where the journal fails; the methods that name a payment throw CheckoutError
 * `ERR_CHECKOUT_PAYMENT_UNKNOWN` where the journal does not hold it.
 */
export interface Checkout<Charge extends RailOrder, Handover = never> {
  /**
   * Takes a payment and waits for its end: for a scanned code about three and a half minutes at most, with the default policy.
   * The same order again joins the payment under way; its code is never sent twice.
   *
   * @throws OptionError `ERR_REQUEST_INVALID`, `ERR_REQUEST_ID_REUSED`; TransportError with `bytesMayHaveLeft: false`:
   *   nothing was sent. CheckoutError `ERR_CHECKOUT_ORDER_TAKEN`, `ERR_CHECKOUT_STOPPED`.
   */
  collect(order: Charge, options?: CollectOptions<Handover>): Promise<CheckoutOutcome>;
  /** Sends a payment and returns as soon as waiting would begin; `recover` or `resume` goes on. Throws as `collect`. */
  start(order: Charge): Promise<Started<Handover>>;
  /** Drives a payment to its end, or follows the worker that does. Throws CheckoutError `ERR_CHECKOUT_STOPPED`. */
  resume(attemptId: string, options?: WaitOptions): Promise<CheckoutOutcome>;
  /** Gives the sale up and waits for its end. A payment that has ended is left as it is: refund one that is paid. */
  cancel(attemptId: string, options?: WaitOptions): Promise<CheckoutOutcome>;
  /**
   * Gives money of a paid payment back, and repeats that under one id until it is decided, for about two and a half minutes.
   *
   * @throws OptionError `ERR_REQUEST_INVALID`, `ERR_REQUEST_ID_REUSED`; CheckoutError `ERR_CHECKOUT_STATE`,
   *   `ERR_REFUND_EXCEEDS`, `ERR_REFUND_UNDECIDED`, `ERR_CHECKOUT_STOPPED`.
   */
  refund(refund: CheckoutRefund, options?: WaitOptions): Promise<CheckoutRefundOutcome>;
  /** Writes down what a verified notification says. Acknowledge it when this has resolved. */
  recordNotification(notification: PaymentNotification): Promise<RecordedNotification>;
  /** Takes every payment that somebody must go on with, and drives each as far as it goes without waiting. */
  recover(options?: RecoverOptions): Promise<RecoveryReport>;
  /** Recovers again and again until the signal aborts: run one of these in every worker. */
  keepRecovering(options: KeepRecoveringOptions): Promise<void>;
  /** Where a payment stands, from the journal alone. */
  status(attemptId: string): Promise<CheckoutOutcome | CheckoutPending>;
  /** All that was written down of a payment. */
  history(attemptId: string): Promise<readonly PaymentEvent[]>;
  /** Lists payments by their id, for instance those that wait for a person. */
  list(query: JournalQuery): Promise<readonly JournalListing[]>;
  /**
   * Writes down what a person found. Throws CheckoutError `ERR_CHECKOUT_STATE`, `ERR_REFUND_UNDECIDED` while a refund is under way.
   * docs/manual-cases.md.
   */
  settle(settlement: Settlement): Promise<CheckoutOutcome | CheckoutPending>;
  /** Writes down what a person found of a refund that ended `manual`. Throws CheckoutError `ERR_CHECKOUT_STATE`. */
  settleRefund(settlement: RefundSettlement): Promise<CheckoutOutcome | CheckoutPending>;
  /** Tries to reverse a manual case anew, for instance when Alipay is reachable again. Throws CheckoutError `ERR_CHECKOUT_STATE`. */
  reverseAgain(
    request: { readonly attemptId: string; readonly by: string },
    options?: WaitOptions,
  ): Promise<CheckoutOutcome>;
}
