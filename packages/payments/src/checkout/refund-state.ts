import type { Amount } from '@alipay-intl/core/money';
import type { JournaledAnswer, PaymentEvent } from './payment-event.ts';

/** A refund, folded from its events. */
export interface RefundState {
  readonly refundAttemptId: string;
  /** Smallest unit. */
  readonly amount: Amount;
  readonly reason: string | undefined;
  readonly isAutomatic: boolean;
  /** How often it was sent since it was begun or reopened. */
  readonly sent: number;
  /** Whether it was ever sent before, so that a refusal may be about the earlier sending. */
  readonly wasSentBefore: boolean;
  /** Whether any byte of it may have left this library. */
  readonly mayHaveLeft: boolean;
  readonly lastAtMs: number;
  /** Queries for Alipay's id of the payment, since it was begun or reopened. */
  readonly idQueries: number;
  /** `undefined` while the last sending has no answer. */
  readonly lastAnswer: JournaledAnswer | undefined;
  readonly end: 'refunded' | 'declined' | 'manual' | undefined;
  /** Code of the refusal. */
  readonly resultCode: string | undefined;
}

/** The events that belong to one refund. */
export type RefundEvent = Extract<PaymentEvent, { readonly refundAttemptId: string }>;

/** Tells whether an event belongs to a refund. */
export function isRefundEvent(event: PaymentEvent): event is RefundEvent {
  return 'refundAttemptId' in event;
}

/** The refunds after one more event. */
export function foldRefund(refunds: readonly RefundState[], event: RefundEvent): readonly RefundState[] {
  if (event.type !== 'refund-intent') {
    return refunds.map((refund) =>
      refund.refundAttemptId === event.refundAttemptId ? after(refund, event) : refund,
    );
  }
  const { refundAttemptId, amount, reason, isAutomatic = false, atMs } = event;
  const begun: RefundState = {
    refundAttemptId,
    amount,
    reason,
    isAutomatic,
    sent: 0,
    wasSentBefore: false,
    mayHaveLeft: false,
    lastAtMs: atMs,
    idQueries: 0,
    lastAnswer: undefined,
    end: undefined,
    resultCode: undefined,
  };
  return [...refunds, begun];
}

function after(refund: RefundState, event: Exclude<RefundEvent, { type: 'refund-intent' }>): RefundState {
  const { atMs } = event;
  switch (event.type) {
    case 'refund-sent':
      return {
        ...refund,
        sent: event.number,
        wasSentBefore: refund.wasSentBefore || event.number > 1,
        // A sending without an answer may have happened.
        mayHaveLeft: refund.mayHaveLeft || (refund.sent > 0 && refund.lastAnswer === undefined),
        lastAtMs: atMs,
        lastAnswer: undefined,
      };
    case 'refund-answered':
      return {
        ...refund,
        lastAtMs: atMs,
        lastAnswer: event.answer,
        mayHaveLeft: refund.mayHaveLeft || event.answer.kind !== 'not-sent',
      };
    case 'refund-ended':
      return { ...refund, end: event.end, resultCode: event.resultCode };
    case 'refund-reopened':
      return {
        ...refund,
        sent: 0,
        wasSentBefore: refund.wasSentBefore || refund.sent > 0,
        mayHaveLeft: refund.mayHaveLeft || (refund.sent > 0 && refund.lastAnswer === undefined),
        lastAtMs: atMs,
        idQueries: 0,
        lastAnswer: undefined,
        end: undefined,
      };
  }
}

/** The refunds after a query of their payment: one that is under way may have waited for Alipay's id. */
export function foldIdQuery(refunds: readonly RefundState[]): readonly RefundState[] {
  if (refunds.length === 0) return refunds;
  return refunds.map((refund) =>
    refund.end === undefined ? { ...refund, idQueries: refund.idQueries + 1 } : refund,
  );
}

/** The refund that nobody knows the end of yet. */
export function undecidedRefund(refunds: readonly RefundState[]): RefundState | undefined {
  return refunds.find(({ end }) => end === undefined || end === 'manual');
}
