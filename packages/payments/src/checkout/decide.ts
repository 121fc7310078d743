import { decideAfterEnd } from './decide-after-end.ts';
import { dueAfter } from './due-after.ts';
import type { AbandonReason, ManualReason, PaymentEvent } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import type { Step } from './step.ts';

/** What the machine may reckon with. */
export interface Present {
  /** Wall-clock time. */
  readonly nowMs: number;
  /** Whether the driver can send the payment itself: it has the code or the order at hand. Never so after a restart. */
  readonly holdsCharge: boolean;
}

/**
 * What to do next with a payment. Pure: the same state and time give the same step, on whatever machine.
 * docs/checkout.md draws it; docs/wire/acquiring §8 and docs/wire/v1 §5 are its sources.
 */
export function decide(state: PaymentState, present: Present): Step {
  if (state.end !== undefined) return decideAfterEnd(state, present.nowMs);
  const end = provenEnd(state, present.nowMs);
  if (end !== undefined) return { kind: 'write', events: [end] };
  if (state.abandoned !== undefined) return reverse(state, present.nowMs);
  if (state.cancelAsked) return abandon('caller', present.nowMs);
  return placeStep(state, present) ?? ask(state, present.nowMs);
}

/** The end that the proofs give. A cancellation outweighs a payment; a payment ends as paid unless the sale was given up. */
function provenEnd(state: PaymentState, atMs: number): PaymentEvent | undefined {
  const { lastAnswer, answered } = state.pays;
  if (state.isCancelled) return { type: 'ended', atMs, end: 'reversed' };
  // A cancellation takes back whatever was taken, so a sale that was given up goes on being reversed.
  if (state.amountDiffers && state.abandoned === undefined) {
    return { type: 'ended', atMs, end: 'manual', reason: 'amount-differs' };
  }
  if (state.isPaid) {
    return state.abandoned === undefined
      ? { type: 'ended', atMs, end: 'paid', providerId: state.providerId }
      : undefined;
  }
  if (state.declined !== undefined && !state.amountDiffers) {
    return { type: 'ended', atMs, end: 'declined', resultCode: state.declined.resultCode };
  }
  if (answered === 1 && state.pays.sent === 1 && lastAnswer?.kind === 'not-sent') {
    return { type: 'ended', atMs, end: 'declined', notSent: lastAnswer.errorCode };
  }
  return undefined;
}

/** Sending the payment: once, and where the buyer pays later again while its answer is missing. */
function placeStep(state: PaymentState, { nowMs, holdsCharge }: Present): Step | undefined {
  const { intent, pays } = state;
  if (!holdsCharge) return undefined;
  if (pays.answered === 0) return { kind: 'send', action: 'pay', number: 1, atMs: nowMs };
  const isOpen = pays.lastAnswer?.kind === 'unknown' || pays.lastAnswer?.kind === 'not-sent';
  if (intent.closesAtMs === undefined || !isOpen || pays.sent > intent.policy.placeRepeats) return undefined;
  const atMs = dueAfter(pays.lastAtMs, intent.policy.placeGapMs, nowMs);
  return { kind: 'send', action: 'pay', number: pays.sent + 1, atMs };
}

function ask(state: PaymentState, nowMs: number): Step {
  const { intent, queries, pays } = state;
  const { policy, closesAtMs } = intent;
  const deadlineMs =
    closesAtMs === undefined ? intent.atMs + policy.limitMs : closesAtMs - policy.closingMarginMs;
  // An order that is placed exists, whatever a query says that comes before its buyer.
  const isPlaced = pays.lastAnswer?.kind === 'placed';
  if (!isPlaced && state.notFoundInARow >= policy.notFoundQueries) return abandon('not-found', nowMs);
  const wasAsked = queries.answered > 0;
  if (closesAtMs !== undefined && !isPlaced) {
    // The buyer never got what is needed to pay, so there is nothing to wait for.
    if (wasAsked && state.notFoundInARow === 0) return abandon('not-placed', nowMs);
  } else if (wasAsked && (queries.lastAtMs ?? 0) >= deadlineMs) return abandon('time-limit', nowMs);
  // A clock that was set back must not make the waiting endless.
  const queriesMax = Math.ceil(Math.max(0, deadlineMs - intent.atMs) / policy.queryIntervalMs) + 4;
  if (queries.answered >= queriesMax) return abandon('time-limit', nowMs);
  return {
    kind: 'send',
    action: 'query',
    number: queries.answered + 1,
    atMs: queryDue(state, deadlineMs, nowMs),
  };
}

function queryDue(state: PaymentState, deadlineMs: number, nowMs: number): number {
  const { intent, queries, pays, notFoundInARow, askNow } = state;
  if (askNow) return nowMs;
  const { firstQueryMs, queryIntervalMs, notFoundIntervalMs } = intent.policy;
  if (queries.answered === 0) {
    const firstMs =
      intent.closesAtMs !== undefined && pays.lastAnswer?.kind !== 'placed' ? 5_000 : firstQueryMs;
    return Math.min(
      dueAfter(pays.lastAtMs === undefined ? nowMs : intent.atMs, firstMs, nowMs),
      Math.max(nowMs, deadlineMs),
    );
  }
  if (notFoundInARow > 0 && pays.lastAnswer?.kind !== 'placed') {
    return dueAfter(queries.lastAtMs, notFoundIntervalMs, nowMs);
  }
  return Math.min(dueAfter(queries.lastAtMs, queryIntervalMs, nowMs), Math.max(nowMs, deadlineMs));
}

/** The sale is given up: cancel until it is confirmed, look once more, then ask a person. */
function reverse(state: PaymentState, nowMs: number): Step {
  const { intent, cancels, looksAfterGivingUp } = state;
  const { policy } = intent;
  const isRefused = state.everFound && cancels.lastAnswer?.kind === 'declined';
  const isUsedUp = cancels.sent > policy.cancelRepeats;
  if (!isRefused && !isUsedUp) {
    const atMs = cancels.sent === 0 ? nowMs : dueAfter(cancels.lastAtMs, policy.cancelIntervalMs, nowMs);
    return { kind: 'send', action: 'cancel', number: cancels.sent + 1, atMs };
  }
  if (looksAfterGivingUp === 0) {
    const atMs = dueAfter(cancels.lastAtMs, isRefused ? 0 : policy.cancelIntervalMs, nowMs);
    return { kind: 'send', action: 'query', number: state.queries.answered + 1, atMs };
  }
  if (isNeverFound(state) && policy.neverFound === 'declined') {
    return {
      kind: 'write',
      events: [{ type: 'ended', atMs: nowMs, end: 'declined', resultCode: 'ORDER_NOT_EXIST' }],
    };
  }
  return {
    kind: 'write',
    events: [{ type: 'ended', atMs: nowMs, end: 'manual', reason: manualReason(state, isRefused) }],
  };
}

function manualReason(state: PaymentState, isRefused: boolean): ManualReason {
  if (state.amountDiffers) return 'amount-differs';
  if (isNeverFound(state)) return 'never-found';
  return isRefused ? 'cancel-refused' : 'cancel-undecided';
}

function isNeverFound({ wasSeen, everFound, cancels, queries }: PaymentState): boolean {
  return (
    !wasSeen &&
    !everFound &&
    cancels.lastAnswer?.kind === 'declined' &&
    queries.lastAnswer?.kind === 'not-found'
  );
}

function abandon(reason: AbandonReason, atMs: number): Step {
  return { kind: 'write', events: [{ type: 'abandoned', atMs, reason }] };
}
