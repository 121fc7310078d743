import { decide, type Present } from './decide.ts';
import type { JournalSummary } from './journal.ts';
import type { PaymentEvent } from './payment-event.ts';
import { endOf, fold, type PaymentState } from './payment-state.ts';
import { dueOf, type Step } from './step.ts';

/** A state, what had to be written to reach it, and what comes next. */
export interface Derived {
  readonly state: PaymentState;
  readonly events: readonly PaymentEvent[];
  readonly next: Exclude<Step, { kind: 'write' }>;
}

/** More consequences than these from one fact would be a circle. */
const stepsMax = 32;

/** Folds facts and all that follows from them without sending anything. */
export function derive(before: PaymentState, facts: readonly PaymentEvent[], present: Present): Derived {
  const { state, events, next } = follow(before, facts, present, () => true);
  if (next.kind === 'write') throw new Error('A consequence was left out that may be written.');
  return { state, events, next };
}

/**
 * Folds facts and those consequences that may be written.
 *
 * @returns with the first step that is no such consequence.
 */
export function follow(
  before: PaymentState,
  facts: readonly PaymentEvent[],
  present: Present,
  mayWrite: (event: PaymentEvent) => boolean,
): Omit<Derived, 'next'> & { readonly next: Step } {
  let state = facts.reduce(fold, before);
  const events = [...facts];
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const next = decide(state, present);
    if (next.kind !== 'write' || !next.events.every(mayWrite)) return { state, events, next };
    state = next.events.reduce(fold, state);
    events.push(...next.events);
  }
  throw new Error(`The payment ${before.intent.attemptId} goes in circles.`);
}

/** What the store is told of a payment, so that it need not read its events. */
export function summaryOf(state: PaymentState, next: Step): JournalSummary {
  const end = endOf(state);
  return {
    state: end ?? 'open',
    needsPerson: end === 'manual' || state.openAlarms.size > 0,
    wakeAtMs: dueOf(next),
    freesOrder: end === 'declined' || end === 'reversed',
  };
}
