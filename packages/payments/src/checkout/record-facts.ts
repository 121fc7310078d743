import { tellAlarms } from './commit.ts';
import { decide } from './decide.ts';
import { summaryOf } from './derive.ts';
import type { AnyDriverContext } from './driver-context.ts';
import type { PaymentEvent } from './payment-event.ts';
import { fold, type PaymentState } from './payment-state.ts';
import { readState } from './read-events.ts';

/** What became of facts that were reported from outside. */
export interface Recorded {
  readonly state: PaymentState;
  readonly wasWritten: boolean;
}

/**
 * Writes facts without driving the payment, whoever drives it. Ends and alarms that follow from them are written along;
 * everything else is left to the worker that drives it, which is woken.
 *
 * @param factsOf - the facts, given the state; called again where others wrote first. Empty: nothing to write. May throw.
 * @returns `missing` where the journal holds no such payment.
 */
export async function recordFacts(
  context: AnyDriverContext,
  attemptId: string,
  factsOf: (state: PaymentState) => readonly PaymentEvent[],
): Promise<Recorded | 'missing'> {
  const { journal, clock, wakeups } = context;
  for (;;) {
    const payment = await journal.load(attemptId);
    if (payment === undefined) return 'missing';
    const before = readState(attemptId, payment.events);
    const facts = factsOf(before);
    if (facts.length === 0) return { state: before, wasWritten: false };
    const { state, events, next } = withEnds(before, facts, clock.now());
    const result = await journal.append({
      attemptId,
      afterVersion: payment.version,
      events,
      summary: summaryOf(state, next),
    });
    if (result.kind === 'missing') return 'missing';
    if (result.kind === 'appended') {
      tellAlarms(context, events, state);
      wakeups.wake(attemptId);
      return { state, wasWritten: true };
    }
  }
}

function withEnds(
  before: PaymentState,
  facts: readonly PaymentEvent[],
  nowMs: number,
): { state: PaymentState; events: readonly PaymentEvent[]; next: ReturnType<typeof decide> } {
  let state = facts.reduce(fold, before);
  const events = [...facts];
  for (;;) {
    const next = decide(state, { nowMs, holdsCharge: false });
    const follows = next.kind === 'write' ? next.events : [];
    if (follows.length === 0 || !follows.every(({ type }) => type === 'ended' || type === 'alarm')) {
      return { state, events, next };
    }
    state = follows.reduce(fold, state);
    events.push(...follows);
  }
}
