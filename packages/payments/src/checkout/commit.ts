import type { Present } from './decide.ts';
import { type Derived, derive, summaryOf } from './derive.ts';
import type { AnyDriverContext } from './driver-context.ts';
import { eventIdentity } from './event-identity.ts';
import type { Lease, LeaseAfterwards } from './journal.ts';
import type { PaymentEvent } from './payment-event.ts';
import { fold, type PaymentState } from './payment-state.ts';
import { readEvents } from './read-events.ts';
import type { Step } from './step.ts';

/** A payment under our lease, as far as we know it. */
export interface Driven {
  readonly lease: Lease;
  readonly version: number;
  readonly state: PaymentState;
}

/** Another worker took the payment over; nothing of ours was written. */
export const leaseLost: unique symbol = Symbol('lease lost');

/** A payment, whether its lease was given back, and what comes next. */
export interface Committed extends Driven {
  readonly released: boolean;
  readonly next: Derived['next'];
}

/**
 * Writes facts together with all that follows from them. Where others wrote meanwhile, their facts are taken in first and
 * the consequences drawn anew; the facts themselves always get written.
 *
 * @param isEnough - whether the lease is given back in the same step.
 */
export async function commitFacts(
  context: AnyDriverContext,
  driven: Driven,
  facts: readonly PaymentEvent[],
  plan: { readonly present: Present; readonly isEnough: (state: PaymentState, next: Step) => boolean },
): Promise<Committed | typeof leaseLost> {
  let { state, version } = driven;
  let rest = facts;
  for (;;) {
    const derived = derive(state, rest, plan.present);
    const released = plan.isEnough(derived.state, derived.next);
    if (derived.events.length === 0 && !released)
      return { ...driven, state, version, released, next: derived.next };
    const written = await write(
      context,
      { ...driven, version },
      derived,
      released ? { kind: 'release' } : undefined,
    );
    if (written === leaseLost) return leaseLost;
    if (written === 'appended') {
      tellAlarms(context, derived.events, derived.state);
      return {
        ...driven,
        state: derived.state,
        version: version + derived.events.length,
        released,
        next: derived.next,
      };
    }
    // A write of ours whose confirmation was lost: its alarms were not told yet.
    const isWritten = isAmong(written);
    tellAlarms(context, derived.events.filter(isWritten), derived.state);
    state = written.reduce(fold, state);
    version += written.length;
    rest = rest.filter((fact) => !isWritten(fact));
  }
}

/**
 * Writes that something is about to be sent, before it is.
 *
 * @returns the payment with that line, or, where others wrote first, with their lines: then decide again.
 */
export async function commitSending(
  context: AnyDriverContext,
  driven: Driven,
  event: PaymentEvent,
): Promise<{ readonly driven: Driven; readonly isWritten: boolean } | typeof leaseLost> {
  const state = fold(driven.state, event);
  const step = { state, events: [event], next: { kind: 'rest' } } as const;
  const written = await write(context, driven, step, undefined);
  if (written === leaseLost) return leaseLost;
  if (written === 'appended') {
    return { driven: { ...driven, state, version: driven.version + 1 }, isWritten: true };
  }
  const newer = {
    ...driven,
    state: written.reduce(fold, driven.state),
    version: driven.version + written.length,
  };
  // Behind a line of ours whose confirmation was lost, others may have written what changes the decision.
  if (written.length > 1 || !isAmong(written)(event)) {
    return { driven: newer, isWritten: false };
  }
  // Another worker that decided at the same moment has written the same line: only who still holds the payment may send.
  const confirmed = await refresh(context, newer);
  return confirmed === leaseLost
    ? leaseLost
    : { driven: confirmed, isWritten: confirmed.version === newer.version };
}

/** Makes the lease last, and takes in what others wrote. */
export async function refresh(context: AnyDriverContext, driven: Driven): Promise<Driven | typeof leaseLost> {
  const { lease, version, state } = driven;
  const { leaseMs } = context.lease;
  const extended = await context.journal.extend(lease, { leaseMs, afterVersion: version });
  if (extended.kind === 'lease-lost') return leaseLost;
  const newer = readEvents(lease.attemptId, extended.newer);
  return { lease, version: version + newer.length, state: newer.reduce(fold, state) };
}

async function write(
  context: AnyDriverContext,
  { lease, version }: Driven,
  { state, events, next }: Derived,
  afterwards: LeaseAfterwards | undefined,
): Promise<'appended' | typeof leaseLost | readonly PaymentEvent[]> {
  const result = await context.journal.append({
    attemptId: lease.attemptId,
    afterVersion: version,
    events,
    summary: summaryOf(state, next),
    lease: {
      token: lease.token,
      afterwards: afterwards ?? { kind: 'keep', leaseMs: context.lease.leaseMs },
    },
  });
  if (result.kind === 'behind') return readEvents(lease.attemptId, result.newer);
  return result.kind === 'appended' ? 'appended' : leaseLost;
}

/** A write whose confirmation was lost is met again among the newer events. */
function isAmong(events: readonly PaymentEvent[]): (event: PaymentEvent) => boolean {
  const known = new Set(events.map(eventIdentity));
  return (event) => known.has(eventIdentity(event));
}

/** Tells the alarms among events that are durable now. */
export function tellAlarms(
  context: Pick<AnyDriverContext, 'alarm'>,
  events: readonly PaymentEvent[],
  state: PaymentState,
): void {
  for (const event of events) if (event.type === 'alarm') context.alarm(event.alarm, state);
}
