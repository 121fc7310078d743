import { decideRefund } from './decide-refund.ts';
import { dueAfter } from './due-after.ts';
import type { AlarmKind, AlarmSettlement, PaymentEvent } from './payment-event.ts';
import { endOf, missesMax, type PaymentState } from './payment-state.ts';
import type { Step } from './step.ts';

/** How often Alipay is asked what became of money that was reported after the end. */
const looksMax = 5;
/** Longest wait between two tries of one look back. */
const longestRepeatMs = 3_600_000;
/** Refusals that say that there is no money to give back: the reversal took it back already. docs/wire/v1 §4.4. */
const nothingToRefund: ReadonlySet<string> = new Set(['ORDER_IS_CANCELED', 'ORDER_IS_CLOSED']);

/** What is still to do with a payment that has ended: tell what contradicts the end, refund, look again. */
export function decideAfterEnd(state: PaymentState, nowMs: number): Step {
  if (state.late.size > 0) return { kind: 'write', events: lateAlarms(state, nowMs) };
  return (
    decideRefund(state, nowMs) ??
    followPaidAfterEnd(state, nowMs) ??
    lookBack(state, nowMs) ?? { kind: 'rest' }
  );
}

function lateAlarms(state: PaymentState, atMs: number): readonly PaymentEvent[] {
  return [...state.late].map((fact) => ({ type: 'alarm', atMs, alarm: alarmOf(fact, state) }));
}

function alarmOf(fact: 'paid' | 'cancelled' | 'declined' | 'amount', state: PaymentState): AlarmKind {
  if (fact === 'amount') return 'amount-differs';
  if (fact !== 'paid') return `${fact}-after-paid`;
  return endOf(state) === 'manual' ? 'paid-while-manual' : 'paid-after-end';
}

/** The notification may be an old one of a payment that was reversed since, so ask before giving money back. */
function followPaidAfterEnd(state: PaymentState, nowMs: number): Step | undefined {
  // What a person has settled, a person may have refunded elsewhere.
  if (!state.openAlarms.has('paid-after-end') || state.wasPaidWhenSettled) return undefined;
  const refund = state.refunds.find(({ isAutomatic }) => isAutomatic);
  if (refund?.end === 'refunded') return settle('paid-after-end', 'refunded', nowMs);
  if (refund?.end === 'declined') return afterRefusal(state, refund.resultCode ?? '', nowMs);
  if (refund !== undefined) return undefined;
  const { look, intent } = state;
  switch (look.lastAnswer?.kind) {
    case 'cancelled':
      return settle('paid-after-end', 'reversal-stands', nowMs);
    case 'paid':
      return state.intent.policy.paidAfterEnd === 'refund' ? beginRefund(state, nowMs) : undefined;
    default:
      if (look.answered >= looksMax || state.lookMisses > missesMax) return undefined;
      return {
        kind: 'send',
        action: 'query',
        number: state.queries.answered + 1,
        atMs: look.sent === 0 ? nowMs : dueAfter(look.lastAtMs, repeatGap(intent, state.lookMisses), nowMs),
      };
  }
}

function beginRefund({ intent, amountDiffers }: PaymentState, atMs: number): Step | undefined {
  // Of money whose amount is not the order's, a person decides.
  if (amountDiffers) return undefined;
  const refundAttemptId = automaticRefundId(intent);
  return {
    kind: 'write',
    events: [{ type: 'refund-intent', atMs, refundAttemptId, amount: intent.amount, isAutomatic: true }],
  };
}

function automaticRefundId(intent: PaymentState['intent']): string {
  return `${intent.attemptId}_reversal`;
}

function afterRefusal(state: PaymentState, resultCode: string, atMs: number): Step | undefined {
  if (nothingToRefund.has(resultCode)) return settle('paid-after-end', 'reversal-stands', atMs);
  if (state.openAlarms.has('refund-refused')) return undefined;
  return { kind: 'write', events: [{ type: 'alarm', atMs, alarm: 'refund-refused' }] };
}

/** A request that Alipay did not know when it was cancelled may still be on its way, or has come behind the cancellation. */
function lookBack(state: PaymentState, nowMs: number): Step | undefined {
  const { intent, end, queries, lookBacks, lookBackMisses, wasSeenBeforeCancel, refunds, openAlarms } = state;
  const isDoubtful = endOf(state) === 'reversed' || endOf(state) === 'declined';
  if (!isDoubtful || wasSeenBeforeCancel || state.settled !== undefined || !wasGivenUp(state))
    return undefined;
  // It was found, and its money is given back, or a person has been told.
  if (refunds.length > 0 || openAlarms.has('paid-after-end')) return undefined;
  const gapMs = intent.policy.lookBacksMs[lookBacks];
  if (gapMs === undefined) return openAfterEnd(state, nowMs);
  const repeatAtMs = dueAfter(queries.lastAtMs, repeatGap(intent, lookBackMisses), nowMs);
  // Not at once behind the one before, where the clock has leapt.
  const earliestMs = lookBacks === 0 ? 0 : dueAfter(queries.lastAtMs, 1_000, nowMs);
  const atMs = lookBackMisses > 0 ? repeatAtMs : Math.max(dueAfter(end?.atMs, gapMs, nowMs), earliestMs);
  return { kind: 'send', action: 'query', number: state.queries.answered + 1, atMs };
}

/** Grows with the tries that learned nothing. */
function repeatGap({ policy }: PaymentState['intent'], misses: number): number {
  return Math.min(longestRepeatMs, policy.notFoundIntervalMs * 2 ** Math.max(0, misses - 1));
}

/** The last look found the payment open, or nothing at all: its buyer may still pay what was reported as over. */
function openAfterEnd({ lookBacks, queries, openAlarms }: PaymentState, atMs: number): Step | undefined {
  const answer = queries.lastAnswer?.kind;
  const isOpen = answer === 'processing' || answer === 'unknown' || answer === 'not-sent';
  if (lookBacks === 0 || !isOpen || openAlarms.has('open-after-end')) return undefined;
  return { kind: 'write', events: [{ type: 'alarm', atMs, alarm: 'open-after-end' }] };
}

function wasGivenUp({ abandoned }: PaymentState): boolean {
  return abandoned !== undefined;
}

function settle(alarm: AlarmKind, how: AlarmSettlement, atMs: number): Step {
  return { kind: 'write', events: [{ type: 'alarm-settled', atMs, alarm, how }] };
}
