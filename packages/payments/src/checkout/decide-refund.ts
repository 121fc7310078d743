import { dueAfter } from './due-after.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import type { RefundState } from './refund-state.ts';
import type { Step } from './step.ts';

/** How often Alipay is asked for its id of a payment, which a refund needs. */
const idQueriesMax = 3;

/** Errors of our own checks, thrown before anything is sent. */
export const ownRefusals: ReadonlySet<string> = new Set(['ERR_REQUEST_INVALID', 'ERR_REQUEST_ID_REUSED']);

/** What to do next with the refund that is under way, always with its first id. docs/wire/acquiring §8.3. */
export function decideRefund(state: PaymentState, nowMs: number): Step | undefined {
  const refund = state.refunds.find(({ end }) => end === undefined);
  if (refund === undefined) return provenLate(state, nowMs);
  const answer = refund.lastAnswer;
  if (answer?.kind === 'refunded') return ended(state, refund, { end: 'refunded' }, nowMs);
  if (answer?.kind === 'declined') {
    return ended(state, refund, { end: 'declined', resultCode: answer.resultCode }, nowMs);
  }
  const gaps = state.intent.policy.refundGapsMs;
  const isUsedUp = refund.sent > gaps.length;
  // Refused by our own check of the request, which no repetition can change; or never sent in all its tries.
  if (answer?.kind === 'not-sent' && !refund.mayHaveLeft && (isUsedUp || ownRefusals.has(answer.errorCode))) {
    return ended(state, refund, { end: 'declined', resultCode: answer.errorCode }, nowMs);
  }
  if (isUsedUp) return ended(state, refund, { end: 'manual' }, nowMs);
  if (state.providerId === undefined) return askForId(state, refund, nowMs);
  const gapMs = gaps[refund.sent - 1] ?? 0;
  const { refundAttemptId, amount, reason } = refund;
  return {
    kind: 'refund',
    refundAttemptId,
    number: refund.sent + 1,
    atMs: refund.sent === 0 ? nowMs : dueAfter(refund.lastAtMs, gapMs, nowMs),
    providerId: state.providerId,
    amount,
    reason,
  };
}

/** The answer of a refund that had been left to a person came after all. */
function provenLate(state: PaymentState, nowMs: number): Step | undefined {
  const refund = state.refunds.find(
    ({ end, lastAnswer }) => end === 'manual' && lastAnswer?.kind === 'refunded',
  );
  return refund === undefined ? undefined : ended(state, refund, { end: 'refunded' }, nowMs);
}

function askForId(state: PaymentState, refund: RefundState, nowMs: number): Step {
  if (refund.idQueries >= idQueriesMax) return ended(state, refund, { end: 'manual' }, nowMs);
  const atMs =
    refund.idQueries === 0
      ? nowMs
      : dueAfter(state.queries.lastAtMs, state.intent.policy.queryIntervalMs, nowMs);
  return { kind: 'send', action: 'query', number: state.queries.answered + 1, atMs };
}

type RefundEnd = Pick<Extract<PaymentEvent, { type: 'refund-ended' }>, 'end' | 'resultCode'>;

function ended(state: PaymentState, refund: RefundState, how: RefundEnd, atMs: number): Step {
  const { refundAttemptId } = refund;
  const events: PaymentEvent[] = [{ type: 'refund-ended', atMs, refundAttemptId, ...how }];
  const isOpen = state.openAlarms.has('refund-undecided');
  if (how.end === 'manual' && !isOpen) events.push({ type: 'alarm', atMs, alarm: 'refund-undecided' });
  if (how.end !== 'manual' && isOpen) {
    const settlement = how.end === 'refunded' ? 'refunded' : 'not-refunded';
    events.push({ type: 'alarm-settled', atMs, alarm: 'refund-undecided', how: settlement });
  }
  return { kind: 'write', events };
}
