import type { Amount } from '@alipay-intl/core/money';
import type { CheckoutPolicy } from './policy.ts';

/** Version of the event format below. An older library refuses a journal that holds a newer one. */
export const journalFormat = 1;

/** What can be sent to Alipay for a payment. */
export type SentAction = 'pay' | 'query' | 'cancel';

/**
 * What came back, in words of neither wire family and without buyer data: enough to decide again after a restart.
 * `unknown` decides nothing. `not-sent`: not one byte left.
 */
export type JournaledAnswer =
  | {
      readonly kind: 'paid';
      readonly providerId?: string | undefined;
      readonly amount?: Amount | undefined;
      readonly traceId?: string | undefined;
    }
  | {
      readonly kind: 'placed';
      readonly providerId?: string | undefined;
      readonly traceId?: string | undefined;
    }
  | { readonly kind: 'processing' | 'cancelled' | 'not-found'; readonly traceId?: string | undefined }
  | { readonly kind: 'declined'; readonly resultCode: string; readonly traceId?: string | undefined }
  | {
      readonly kind: 'refunded';
      readonly providerRefundId?: string | undefined;
      readonly traceId?: string | undefined;
    }
  | {
      readonly kind: 'unknown';
      /** Code of the error that says why. */
      readonly errorCode: string;
      /** Result code of a verified answer that decides nothing. */
      readonly resultCode?: string | undefined;
      readonly traceId?: string | undefined;
    }
  | { readonly kind: 'not-sent'; readonly errorCode: string };

/** What a verified notification said of a payment. */
export interface NotifiedFact {
  readonly kind: 'paid' | 'declined' | 'cancelled';
  /** Smallest unit. A `paid` without it is only a reason to ask. */
  readonly amount?: Amount | undefined;
  readonly providerId?: string | undefined;
  readonly resultCode?: string | undefined;
}

/** How a payment can end. `manual` waits for a person; the others are final. */
export type PaymentEnd = 'paid' | 'declined' | 'reversed' | 'manual';

/** Why a sale was given up, so that from here on only a reversal is sought. */
export type AbandonReason = 'time-limit' | 'not-found' | 'not-placed' | 'caller';

/** Why only a person can end it. */
export type ManualReason = 'cancel-undecided' | 'cancel-refused' | 'never-found' | 'amount-differs';

/**
 * Something a person must know, because it contradicts what was reported.
 * `paid-after-end`: money was taken for a payment that had ended without. `paid-while-manual`: the same for one that waits
 * for a person. `cancelled-after-paid` and `declined-after-paid`: Alipay took back what it had said. `amount-differs`:
 * another amount than the order's. `open-after-end`: a payment that was reported as reversed or declined is open at Alipay,
 * or nobody could learn whether it is, so its buyer may still pay it. `refund-undecided`: nobody knows whether a refund was made. `refund-refused`: the
 * refund that was to give back money taken after the end was refused.
 */
export type AlarmKind =
  | 'paid-after-end'
  | 'paid-while-manual'
  | 'cancelled-after-paid'
  | 'declined-after-paid'
  | 'open-after-end'
  | 'amount-differs'
  | 'refund-undecided'
  | 'refund-refused';

/** How an alarm was settled. */
export type AlarmSettlement = 'reversal-stands' | 'refunded' | 'not-refunded' | 'by-person';

/** The parameters of a payment: durable before its first byte is sent, and never changed. */
export interface IntentEvent {
  readonly type: 'intent';
  readonly atMs: number;
  readonly format: number;
  readonly attemptId: string;
  /** Name of the rail. */
  readonly rail: string;
  readonly orderId: string;
  /** Smallest unit. */
  readonly amount: Amount;
  /** When the payment closes by itself, where the buyer pays later. */
  readonly closesAtMs?: number | undefined;
  /** The rules that this payment is driven by, on whatever machine. */
  readonly policy: CheckoutPolicy;
}

/**
 * One line of a payment's journal. Lines are only ever added. None holds a payment code, a signature or buyer data.
 * `atMs` is wall-clock time, in milliseconds since 1970-01-01T00:00:00Z.
 */
export type PaymentEvent =
  | IntentEvent
  | {
      /** About to be sent. The first `pay` is part of the intent, and queries change nothing, so neither has this line. */
      readonly type: 'sent';
      readonly atMs: number;
      readonly action: 'pay' | 'cancel';
      /** The first is 1. */
      readonly number: number;
    }
  | {
      readonly type: 'answered';
      readonly atMs: number;
      readonly action: SentAction;
      readonly number: number;
      readonly answer: JournaledAnswer;
    }
  | { readonly type: 'notified'; readonly atMs: number; readonly fact: NotifiedFact }
  | { readonly type: 'cancel-asked'; readonly atMs: number }
  | { readonly type: 'abandoned'; readonly atMs: number; readonly reason: AbandonReason }
  | {
      readonly type: 'ended';
      readonly atMs: number;
      readonly end: 'paid';
      readonly providerId?: string | undefined;
    }
  | {
      readonly type: 'ended';
      readonly atMs: number;
      readonly end: 'declined';
      readonly resultCode?: string | undefined;
      /** Where no byte left: code of the error. */
      readonly notSent?: string | undefined;
    }
  | { readonly type: 'ended'; readonly atMs: number; readonly end: 'reversed' }
  | {
      readonly type: 'ended';
      readonly atMs: number;
      readonly end: 'manual';
      readonly reason: ManualReason;
    }
  | { readonly type: 'alarm'; readonly atMs: number; readonly alarm: AlarmKind }
  | {
      readonly type: 'alarm-settled';
      readonly atMs: number;
      readonly alarm: AlarmKind;
      readonly how: AlarmSettlement;
    }
  | {
      readonly type: 'refund-intent';
      readonly atMs: number;
      readonly refundAttemptId: string;
      /** Smallest unit. */
      readonly amount: Amount;
      readonly reason?: string | undefined;
      /** Whether this library decided it, to give back money taken after the end. */
      readonly isAutomatic?: boolean | undefined;
    }
  | {
      readonly type: 'refund-sent';
      readonly atMs: number;
      readonly refundAttemptId: string;
      readonly number: number;
    }
  | {
      readonly type: 'refund-answered';
      readonly atMs: number;
      readonly refundAttemptId: string;
      readonly number: number;
      readonly answer: JournaledAnswer;
    }
  | {
      readonly type: 'refund-ended';
      readonly atMs: number;
      readonly refundAttemptId: string;
      readonly end: 'refunded' | 'declined' | 'manual';
      readonly resultCode?: string | undefined;
      /** The person who ended it, and where it was seen. */
      readonly by?: string | undefined;
      readonly note?: string | undefined;
    }
  | { readonly type: 'refund-reopened'; readonly atMs: number; readonly refundAttemptId: string }
  | {
      readonly type: 'settled';
      readonly atMs: number;
      /** What the person found. */
      readonly as: 'paid' | 'declined' | 'reversed';
      readonly by: string;
      readonly note: string;
    }
  | { readonly type: 'reopened'; readonly atMs: number; readonly by: string };
