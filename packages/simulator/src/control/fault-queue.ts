import { SimulatorError } from '../simulator-error.ts';
import { type Fault, type FaultOrder, settleFault } from './fault.ts';
import { envelopeFaults } from './fault-name.ts';
import type { OperationName } from './operation-name.ts';

/** Faults that wait for their call, first come first served. */
export interface FaultQueue {
  add(order: FaultOrder): void;
  /** Takes the first fault that fits the operation. */
  take(operation: OperationName): Fault | undefined;
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
      if (!Number.isSafeInteger(timesLeft) || timesLeft < 1) {
        throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', 'times must be a whole number above 0');
      }
      pending.push({ fault: settleFault(order), timesLeft });
    },
    take: (operation) => {
      const hit = pending.find(({ fault }) => fits(fault, operation));
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

function fits(fault: Fault, operation: OperationName): boolean {
  if (fault.operation !== 'any') return fault.operation === operation;
  return operation.startsWith('acquiring.') || !envelopeFaults.has(fault.name);
}
