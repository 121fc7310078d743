import { CheckoutError } from '@alipay-intl/core/errors';
import { type Amount, smallestUnits } from '@alipay-intl/core/money';
import { describeResult, type ResultDescription } from '@alipay-intl/core/results';
import { checkInput } from '@alipay-intl/core/validation';
import { paymentUnknown, refundIdReused, refundUndecided, wrongState } from './checkout-errors.ts';
import { ownRefusals } from './decide-refund.ts';
import type { AnyDriverContext } from './driver-context.ts';
import { refundOrder, refundSettlement } from './order-schema.ts';
import type { PaymentEvent } from './payment-event.ts';
import { endOf, type PaymentState } from './payment-state.ts';
import { recordFacts } from './record-facts.ts';
import { type RefundState, undecidedRefund } from './refund-state.ts';
import { assertOurs, takeAndDrive } from './take-payment.ts';

/** Money to give back. */
export interface CheckoutRefund {
  /** The payment. */
  readonly attemptId: string;
  /** Your id of this refund. Store it before you use it; repeat an undecided refund with the same one. */
  readonly refundAttemptId: string;
  /** Smallest unit, in the payment's currency; with earlier refunds at most what was paid. */
  readonly amount: Amount;
  readonly reason?: string | undefined;
}

/** How a refund ended. `manual`: nobody knows; a person must look, or the same refund is repeated with the same id. */
export type CheckoutRefundOutcome =
  | {
      readonly kind: 'refunded';
      readonly refundAttemptId: string;
      readonly providerRefundId: string | undefined;
    }
  | {
      readonly kind: 'declined';
      readonly refundAttemptId: string;
      /** Why Alipay refused it; `undefined` where nothing was sent or a person said so. */
      readonly reason: ResultDescription | undefined;
      /** Code of the error, where not one byte was sent in any try. */
      readonly notSent: string | undefined;
    }
  | { readonly kind: 'manual'; readonly refundAttemptId: string; readonly next: string };

/** What a person found of a refund that nobody knew the end of. */
export interface RefundSettlement {
  readonly attemptId: string;
  readonly refundAttemptId: string;
  /** Whether the money went back. */
  readonly as: 'refunded' | 'declined';
  /** Who looked: a name or a staff number. */
  readonly by: string;
  /** Where it was seen, for whoever asks later. */
  readonly note: string;
}

/** Writes down what a person found of a refund, so that others of the payment can follow. */
export async function settleRefund(
  context: AnyDriverContext,
  input: RefundSettlement,
): Promise<PaymentState> {
  const subject = { code: 'ERR_REQUEST_INVALID', name: 'settlement of a refund' } as const;
  const { attemptId, refundAttemptId, as, by, note } = checkInput(refundSettlement, input, subject);
  const recorded = await recordFacts(context, attemptId, (state) => {
    if (refundOf(state, refundAttemptId)?.end !== 'manual') {
      throw wrongState(attemptId, `The refund ${refundAttemptId} does not wait for a person.`);
    }
    const atMs = context.clock.now();
    const ended = { type: 'refund-ended', atMs, refundAttemptId, end: as, by, note } as const;
    const isOpen = state.openAlarms.has('refund-undecided');
    const settled = { type: 'alarm-settled', atMs, alarm: 'refund-undecided', how: 'by-person' } as const;
    return isOpen ? [ended, settled] : [ended];
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
  return recorded.state;
}

/** Writes the refund down, then repeats it under its one id until it is decided or its tries are used up. */
export async function refundPayment(
  context: AnyDriverContext,
  input: CheckoutRefund,
  signal: AbortSignal | undefined,
): Promise<CheckoutRefundOutcome> {
  const order = checkInput(refundOrder, input, { code: 'ERR_REQUEST_INVALID', name: 'refund' });
  const { attemptId, refundAttemptId } = order;
  const recorded = await recordFacts(context, attemptId, (state) => {
    assertOurs(context, state);
    return refundFacts(state, order, context.clock.now());
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
  const known = refundOf(recorded.state, refundAttemptId);
  if (known?.end !== undefined) return refundOutcome(known);
  const { state, thrown } = await takeAndDrive(context, attemptId, {
    isEnough: (reached) => refundOf(reached, refundAttemptId)?.end !== undefined,
    mayWait: () => true,
    signal,
  });
  const refund = refundOf(state, refundAttemptId);
  if (refund?.end === 'declined' && ownRefusals.has(refund.resultCode ?? '') && thrown !== undefined)
    throw thrown;
  if (refund?.end === undefined) throw wrongState(attemptId, `The refund ${refundAttemptId} cannot go on.`);
  return refundOutcome(refund);
}

function refundFacts(state: PaymentState, order: CheckoutRefund, atMs: number): readonly PaymentEvent[] {
  const { attemptId, refundAttemptId, amount, reason } = order;
  const known = refundOf(state, refundAttemptId);
  if (known !== undefined) {
    if (known.amount.currency !== amount.currency || known.amount.value !== amount.value)
      throw refundIdReused();
    return known.end === 'manual' ? [{ type: 'refund-reopened', atMs, refundAttemptId }] : [];
  }
  if (endOf(state) !== 'paid')
    throw wrongState(attemptId, `The payment ${attemptId} is not paid, so nothing can be refunded.`);
  const undecided = undecidedRefund(state.refunds);
  if (undecided !== undefined) throw refundUndecided(attemptId, undecided.refundAttemptId);
  const paid = state.intent.amount;
  if (amount.currency !== paid.currency || smallestUnits(amount) > leftOf(state))
    throw refundExceeds(attemptId);
  return [{ type: 'refund-intent', atMs, refundAttemptId, amount: { ...amount }, reason }];
}

function leftOf({ intent, refunds }: PaymentState): bigint {
  const taken = refunds.filter(({ end }) => end !== 'declined').map(({ amount }) => smallestUnits(amount));
  return taken.reduce((left, units) => left - units, smallestUnits(intent.amount));
}

function refundOf({ refunds }: PaymentState, refundAttemptId: string): RefundState | undefined {
  return refunds.find((refund) => refund.refundAttemptId === refundAttemptId);
}

function refundOutcome({
  refundAttemptId,
  end,
  lastAnswer,
  resultCode = '',
}: RefundState): CheckoutRefundOutcome {
  if (end === 'refunded') {
    const providerRefundId = lastAnswer?.kind === 'refunded' ? lastAnswer.providerRefundId : undefined;
    return { kind: 'refunded', refundAttemptId, providerRefundId };
  }
  if (end === 'declined') {
    const notSent = lastAnswer?.kind === 'not-sent' ? lastAnswer.errorCode : undefined;
    const result = { resultCode, resultStatus: 'F', resultMessage: '' } as const;
    const isRefusal = notSent === undefined && resultCode !== '';
    const reason = isRefusal ? describeResult('refund', result) : undefined;
    return { kind: 'declined', refundAttemptId, reason, notSent };
  }
  return {
    kind: 'manual',
    refundAttemptId,
    next: 'Make no new refund; repeat this one with the same id, or look it up at Alipay.',
  };
}

function refundExceeds(attemptId: string): CheckoutError {
  return new CheckoutError('ERR_REFUND_EXCEEDS', {
    attemptId,
    what: `This refund is more than what is left of the payment ${attemptId}, or in another currency.`,
    money: 'Nothing was sent.',
    next: 'Refund at most what was paid and is not refunded yet.',
  });
}
