import { warnOnThrow } from '@alipay-intl/core/printing';
import type { RailOrder } from '../rail/payment-rail.ts';
import { type Committed, commitFacts, type Driven, leaseLost, refresh } from './commit.ts';
import type { AnyDriverContext, DriverContext } from './driver-context.ts';
import type { JournaledAnswer, PaymentEvent } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import { perform } from './perform.ts';
import { recordFacts } from './record-facts.ts';
import type { Step } from './step.ts';

/** How far a payment is driven. */
export interface DriveGoal<Charge, Handover> {
  /** What the payment is sent with; only the process that was given it has it. */
  readonly charge?: Charge | undefined;
  /** Whether to stop here and give the lease back. */
  readonly isEnough: (state: PaymentState) => boolean;
  /** Whether to wait for a step that is due later, or to leave it to a later recovery. */
  readonly mayWait: (step: Step) => boolean;
  /** Whether to follow another worker that drives the payment, until the goal is reached. Default true. */
  readonly mayFollow?: boolean | undefined;
  /** Told once, when the order is placed and that is durable. */
  readonly onPlaced?: ((handover: Handover) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where driving came to. `thrown`: why the payment was not sent at all. */
export type Drive =
  | { readonly kind: 'stopped'; readonly state: PaymentState; readonly thrown: unknown }
  | { readonly kind: 'lease-lost' };

/**
 * Drives a payment under a lease: writes what follows, sends what is due, writes the answer, waits, again and again.
 * Nothing is reported that is not durable first.
 */
export async function drive<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  taken: Driven,
  goal: DriveGoal<Charge, Handover>,
): Promise<Drive> {
  let driven: Driven = taken;
  let facts: Parameters<typeof commitFacts>[2] = [];
  let thrown: unknown;
  let handover: Handover | undefined;
  for (;;) {
    const committed = await commitFacts(context, driven, facts, {
      present: { nowMs: context.clock.now(), holdsCharge: goal.charge !== undefined },
      isEnough: (state, next) => next.kind === 'rest' || goal.isEnough(state) || isLeft(context, next, goal),
    });
    if (committed === leaseLost) {
      await keepProofs(context, driven, facts);
      return { kind: 'lease-lost' };
    }
    if (handover !== undefined)
      warnOnThrow('AlipayCheckoutWarning', () => goal.onPlaced?.(handover as Handover));
    handover = undefined;
    if (committed.released || committed.next.kind === 'rest') {
      return { kind: 'stopped', state: committed.state, thrown };
    }
    const performed = await performWhenDue(context, committed, committed.next, goal);
    if (performed === leaseLost) return { kind: 'lease-lost' };
    ({ driven, facts, handover } = performed);
    thrown ??= performed.thrown;
  }
}

/** What Alipay has proven stays true whoever drives the payment now: written down as a fact, not as a decision. */
async function keepProofs(
  context: AnyDriverContext,
  { lease }: Driven,
  facts: readonly PaymentEvent[],
): Promise<void> {
  // What a query showed, the next worker's query shows as well.
  const proofs = facts.filter(
    (fact) => 'answer' in fact && isProof(fact.answer.kind) && !('action' in fact && fact.action === 'query'),
  );
  if (proofs.length > 0) await recordFacts(context, lease.attemptId, () => proofs);
}

function isProof(kind: JournaledAnswer['kind']): boolean {
  return kind === 'paid' || kind === 'cancelled' || kind === 'refunded';
}

type Sending = Extract<Step, { kind: 'send' | 'refund' }>;

function isLeft(
  { clock }: Pick<DriverContext<never, never>, 'clock'>,
  next: Step,
  { signal, mayWait }: Pick<DriveGoal<unknown, unknown>, 'signal' | 'mayWait'>,
): boolean {
  const isWait = 'atMs' in next && next.atMs > clock.now();
  return isWait && (signal?.aborted === true || !mayWait(next));
}

async function performWhenDue<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  committed: Committed,
  step: Sending,
  goal: DriveGoal<Charge, Handover>,
): ReturnType<typeof perform<Charge, Handover>> {
  const waitMs = step.atMs - context.clock.now();
  if (waitMs <= 0) return perform(context, committed, step, goal.charge);
  await wait(context, committed, waitMs, goal.signal);
  const driven = await refresh(context, committed);
  if (driven === leaseLost) return leaseLost;
  return { driven, facts: [], handover: undefined, thrown: undefined };
}

/** Waits at most a third of a lease, so that the lease is made to last in time. */
async function wait(
  { clock, wakeups, lease }: Pick<DriverContext<never, never>, 'clock' | 'wakeups' | 'lease'>,
  { state }: Driven,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const chunkMs = Math.min(waitMs, Math.ceil(lease.leaseMs / 3));
  await wakeups.waitFor(state.intent.attemptId, signal, (woken) => clock.sleep(chunkMs, woken));
}
