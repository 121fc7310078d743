import { tellAlarms } from './commit.ts';
import { follow, summaryOf } from './derive.ts';
import type { AnyDriverContext } from './driver-context.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
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
    const present = { nowMs: clock.now(), holdsCharge: false };
    const { state, events, next } = follow(before, facts, present, isEndOrAlarm);
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

function isEndOrAlarm({ type }: PaymentEvent): boolean {
  return type === 'ended' || type === 'alarm';
}
