import type { Amount } from '@alipay-intl/core/money';
import { describeResult, type ResultDescription } from '@alipay-intl/core/results';
import type { AbandonReason, AlarmKind, ManualReason } from './payment-event.ts';
import { endOf, type PaymentState } from './payment-state.ts';

/** What is told of every payment. */
export interface PaymentView {
  readonly attemptId: string;
  readonly orderId: string;
  /** Smallest unit. */
  readonly amount: Amount;
  /** Alipay's id, where it is known. */
  readonly providerId: string | undefined;
  /** What a person must know about it; empty as a rule. */
  readonly openAlarms: readonly AlarmKind[];
  /** The person who ended it, where one did. */
  readonly settledBy: string | undefined;
}

/** The money was taken. */
export interface CheckoutPaid extends PaymentView {
  readonly kind: 'paid';
}

/** It ended without money. */
export interface CheckoutDeclined extends PaymentView {
  readonly kind: 'declined';
  /** Why, and what to do. `undefined` where nothing was sent or no reason was told. */
  readonly reason: ResultDescription | undefined;
  /** Code of the error, where not one byte left this machine. */
  readonly notSent: string | undefined;
}

/** The sale was given up, and that is confirmed: it cannot be paid any more, and money already taken goes back. */
export interface CheckoutReversed extends PaymentView {
  readonly kind: 'reversed';
  /** Why it was given up; `closed` where Alipay ended it. */
  readonly because: AbandonReason | 'closed';
}

/** A person must find out whether the money was taken. docs/manual-cases.md. */
export interface CheckoutManual extends PaymentView {
  readonly kind: 'manual';
  readonly reason: ManualReason;
  /** Whether a proof of the payment was seen. `false` does not mean that nothing was taken. */
  readonly paidWasSeen: boolean;
  /** What to do, in one sentence. */
  readonly next: string;
}

/** It is not decided yet. */
export interface CheckoutPending extends PaymentView {
  readonly kind: 'pending';
}

/** How a payment ended. Only `manual` can still change, by a person. */
export type CheckoutOutcome = CheckoutPaid | CheckoutDeclined | CheckoutReversed | CheckoutManual;

const nextSteps: Readonly<Record<ManualReason, string>> = {
  'cancel-undecided':
    'Do not charge again; look the payment up at Alipay by its id, then settle it here with what you found.',
  'cancel-refused':
    'Do not charge again; look the payment up at Alipay by its id, refund it there if it was paid, then settle it here.',
  'never-found':
    'Do not charge again before you have looked the payment up at Alipay; if it is not there by the end of the day, settle it here as declined.',
  'amount-differs':
    'Keep the goods back; ask Alipay support why another amount was taken, correct it there, then settle it here.',
};

/** The outcome of a payment, or `pending`. */
export function outcomeOf(state: PaymentState): CheckoutOutcome | CheckoutPending {
  const { intent, end, settled, openAlarms, providerId } = state;
  const { attemptId, orderId, amount } = intent;
  const view: PaymentView = {
    attemptId,
    orderId,
    amount,
    providerId,
    openAlarms: [...openAlarms],
    settledBy: settled?.by,
  };
  switch (endOf(state)) {
    case undefined:
      return { ...view, kind: 'pending' };
    case 'paid':
      return { ...view, kind: 'paid' };
    case 'declined':
      return { ...view, kind: 'declined', ...declineOf(end) };
    case 'reversed':
      return { ...view, kind: 'reversed', because: state.abandoned ?? 'closed' };
    case 'manual': {
      const reason = end?.end === 'manual' ? end.reason : 'cancel-undecided';
      return { ...view, kind: 'manual', reason, paidWasSeen: state.isPaid, next: nextSteps[reason] };
    }
  }
}

function declineOf(end: PaymentState['end']): Pick<CheckoutDeclined, 'reason' | 'notSent'> {
  const { resultCode, notSent } = end?.end === 'declined' ? end : {};
  return {
    reason:
      resultCode === undefined || resultCode === ''
        ? undefined
        : describeResult('pay', { resultCode, resultStatus: 'F', resultMessage: '' }),
    notSent,
  };
}
