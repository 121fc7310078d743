import { paymentUnknown, stopped, wrongState } from './checkout-errors.ts';
import type { Driven } from './commit.ts';
import { type DriveGoal, drive } from './drive.ts';
import type { AnyDriverContext } from './driver-context.ts';
import type { LeasedPayment } from './journal.ts';
import type { PaymentState } from './payment-state.ts';
import { readState } from './read-events.ts';

/** How often a payment that another worker drives is looked at. */
const followEveryMs = 1_000;

/** A goal that is reached without the code. */
export type ResumeGoal = Omit<DriveGoal<never, never>, 'charge' | 'onPlaced'>;

/**
 * Drives a payment until the goal is reached, or follows the worker that does.
 *
 * @returns its state, and what the rail threw on the way.
 * @throws CheckoutError `ERR_CHECKOUT_PAYMENT_UNKNOWN`, `ERR_CHECKOUT_STATE`, `ERR_CHECKOUT_STOPPED`; StoreError.
 */
export async function takeAndDrive(
  context: AnyDriverContext,
  attemptId: string,
  goal: ResumeGoal,
): Promise<{ readonly state: PaymentState; readonly thrown: unknown }> {
  const { journal, lease, clock, wakeups, rail } = context;
  for (;;) {
    const taken = await journal.take(attemptId, lease);
    if (taken.kind === 'missing') throw paymentUnknown(attemptId);
    const state = readState(attemptId, taken.payment.events);
    if (state.intent.rail !== rail.name && taken.kind === 'held') throw otherRail(attemptId, state);
    if (taken.kind === 'taken') {
      const driven = await driveTaken(context, drivenOf(taken.payment, state), goal);
      if (driven !== 'lease-lost') return driven;
    } else if (isEnoughToFollow(goal, state)) {
      return { state, thrown: undefined };
    }
    if (goal.signal?.aborted === true) throw stopped(attemptId);
    await wakeups.waitFor(attemptId, goal.signal, (woken) => clock.sleep(followEveryMs, woken));
  }
}

function isEnoughToFollow({ mayFollow = true, isEnough }: ResumeGoal, state: PaymentState): boolean {
  return !mayFollow || isEnough(state);
}

async function driveTaken(
  context: AnyDriverContext,
  driven: Driven,
  goal: ResumeGoal,
): Promise<{ readonly state: PaymentState; readonly thrown: unknown } | 'lease-lost'> {
  const { attemptId, rail } = driven.state.intent;
  const isOurs = rail === context.rail.name;
  const result = await drive(context, driven, isOurs ? goal : { isEnough: () => true, mayWait: () => false });
  if (!isOurs) throw otherRail(attemptId, driven.state);
  if (result.kind === 'lease-lost') return 'lease-lost';
  if (!goal.isEnough(result.state) && goal.signal?.aborted === true) throw stopped(attemptId);
  return result;
}

/** A payment that was just taken. */
export function drivenOf(payment: LeasedPayment, state: PaymentState): Driven {
  return { lease: payment.lease, version: payment.version, state };
}

/** Refuses a payment of another rail, before anything is written about it. Throws CheckoutError `ERR_CHECKOUT_STATE`. */
export function assertOurs({ rail }: AnyDriverContext, state: PaymentState): void {
  if (state.intent.rail !== rail.name) throw otherRail(state.intent.attemptId, state);
}

function otherRail(attemptId: string, { intent }: PaymentState): Error {
  return wrongState(attemptId, `The payment ${attemptId} belongs to the rail ${intent.rail}.`);
}
