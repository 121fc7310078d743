import type { Amount } from '@alipay-intl/core/money';
import type { ResultDescription } from '@alipay-intl/core/results';
import type { Declined, NotFound, Processing, Proof, Unknown } from '../outcome.ts';

/** What every payment has, in words that belong to no wire family. */
export interface RailOrder {
  /** Your id of this attempt: `paymentRequestId` or `merchantTransId`. */
  readonly attemptId: string;
  /** Your id of the order; it outlives an attempt. */
  readonly orderId: string;
  /** What is sold, for the buyer's bill. */
  readonly description: string;
  /** Smallest unit, at least 1. */
  readonly amount: Amount;
  /** When it closes by itself, in epoch milliseconds, where the buyer pays later; left out for a scanned code. */
  readonly closesAtMs?: number | undefined;
}

/** A scanned code to charge. */
export interface RailCharge extends RailOrder {
  /** The scanned code. It is as good as money: never store or log it. */
  readonly scannedCode: string;
}

/** Names a payment. */
export interface RailReference {
  readonly attemptId: string;
  /** Alipay's id, where it is known: `paymentId` or `acquirementId`. */
  readonly providerId?: string | undefined;
}

/** Money to give back. */
export interface RailRefund {
  /** Your id of this refund: `refundRequestId` or `merchantRefundId`. */
  readonly refundAttemptId: string;
  /** Alipay's id of the payment. */
  readonly providerId: string;
  /** Smallest unit, in the payment's currency. */
  readonly amount: Amount;
  readonly reason?: string | undefined;
}

/** Settings of a single call. */
export interface RailCallOptions {
  /** Milliseconds until the call is given up. */
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The money was taken. */
export interface RailPaid {
  readonly kind: 'paid';
  /** Alipay's id, which refunds need, where the answer tells it. */
  readonly providerId: string | undefined;
  /** What was charged, where the answer tells it. Equal to what was asked for in `pay`; compare it after `query`. */
  readonly amount: Amount | undefined;
  readonly proof: Proof;
}

/** The order is placed; now the buyer has to pay. Not paid yet. */
export interface RailPlaced<Handover> {
  readonly kind: 'placed';
  /** What the buyer needs to pay: where to go, or the code to show. */
  readonly handover: Handover;
  /** Alipay's id, where the answer tells it. */
  readonly providerId: string | undefined;
  readonly proof: Proof;
}

/** The payment ended without money being taken. */
export interface RailDeclined {
  readonly kind: 'declined';
  readonly reason: ResultDescription;
  readonly proof: Proof;
}

/** It cannot be paid any more, and money already taken goes back. */
export interface RailCancelled {
  readonly kind: 'cancelled';
  readonly proof: Proof;
}

/** The money goes back. */
export interface RailRefunded {
  readonly kind: 'refunded';
  /** Alipay's id of the refund, where the answer tells it. */
  readonly providerRefundId: string | undefined;
  readonly proof: Proof;
}

/** What came of charging a code, or of placing an order that the buyer pays later. */
export type RailPayOutcome<Handover = never> =
  | RailPaid
  | ([Handover] extends [never] ? never : RailPlaced<Handover>)
  | Processing
  | RailDeclined
  | Unknown;
/** What a query found. `not-found` is no end: a query can overtake its payment. */
export type RailState = RailPaid | Processing | RailDeclined | RailCancelled | NotFound | Unknown;
/** What came of a cancellation. Only `cancelled` is one. */
export type RailCancelOutcome = RailCancelled | Declined | Unknown;
/** What came of a refund. On `unknown`, repeat it with the same `refundAttemptId`. */
export type RailRefundOutcome = RailRefunded | Processing | Declined | Unknown;

/** Which way of paying, over which wire family. */
export type RailName = 'payment-code' | 'barcode' | 'entry-code' | 'order-code' | 'pre-create';

/**
 * One way to take a payment: the same four verbs and outcomes over both wire families, so that whatever drives
 * a payment to its end is written once. Each call is sent once.
 *
 * @typeParam Charge - what `pay` takes; a scanned code where nothing else is said.
 * @typeParam Handover - what the buyer needs to pay later; `never` where the code is charged at once.
 */
export interface PaymentRail<Charge extends RailOrder = RailCharge, Handover = never> {
  readonly name: RailName;
  pay(charge: Charge, options?: RailCallOptions): Promise<RailPayOutcome<Handover>>;
  query(reference: RailReference, options?: RailCallOptions): Promise<RailState>;
  cancel(reference: RailReference, options?: RailCallOptions): Promise<RailCancelOutcome>;
  refund(refund: RailRefund, options?: RailCallOptions): Promise<RailRefundOutcome>;
}
