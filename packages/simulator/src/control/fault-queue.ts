import { type Fault, type FaultOrder, type FaultTarget, fitsCall } from './fault.ts';
import { assertOrder, settleFault } from './settle-fault.ts';

/** Faults that wait for their call, first come first served. */
export interface FaultQueue {
  add(order: FaultOrder): void;
  /** Takes the first fault that fits the call. */
  take(call: FaultTarget): Fault | undefined;
  clear(): void;
}

interface PendingFault {
  readonly fault: Fault;
  timesLeft: number;
}

/** Creates an empty {@link FaultQueue}. */
export function createFaultQueue(): FaultQueue {
  let pending: PendingFault[] = [];
  return {
    add: (order) => {
      const timesLeft = order.times ?? 1;
      assertOrder(Number.isSafeInteger(timesLeft) && timesLeft >= 1, 'times must be a whole number above 0');
      pending.push({ fault: settleFault(order), timesLeft });
    },
    take: (call) => {
      const hit = pending.find(({ fault }) => fitsCall(fault, call));
      if (hit === undefined) return undefined;
      hit.timesLeft -= 1;
      if (hit.timesLeft === 0) pending = pending.filter((entry) => entry !== hit);
      return hit.fault;
    },
    clear: () => {
      pending = [];
    },
  };
}
