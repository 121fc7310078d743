import { occasionOf } from '../control/late-occasion.ts';
import type { Simulation } from '../simulation.ts';
import type { ArrivedCall } from './arrived-call.ts';

/**
 * Carries a call out, twice if its fault is `twice`, and returns what came of it the last time; `undefined` when a fault
 * keeps it from being carried out. What waits for this call is carried out behind it, before the answer leaves.
 */
export function carryOut<T>(simulation: Simulation, call: ArrivedCall, work: () => T): T | undefined {
  if (call.fault?.isProcessed === false) return undefined;
  if (call.fault?.name === 'twice') carryOutOnce(simulation, call, work);
  return carryOutOnce(simulation, call, work);
}

/** Carries a call out once, whatever its fault says, and what waits for it. */
export function carryOutOnce<T>(simulation: Simulation, call: ArrivedCall, work: () => T): T {
  const outcome = work();
  const occasion = call.operation && occasionOf(call.operation);
  if (occasion !== undefined && call.paymentRequestId !== undefined) {
    simulation.held.deliverAfter(occasion, call.paymentRequestId);
  }
  return outcome;
}
