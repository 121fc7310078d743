import type { Fault, FaultOrder, ReplaySource } from './fault.ts';
import type { FaultName } from './fault-name.ts';
import type { LateOccasion } from './late-occasion.ts';
import type { OperationName } from './operation-name.ts';
import { assertOrder, checkOperation, settleFault } from './settle-fault.ts';

/** A fault of a plan, with odds of its own if it needs them. */
export interface PlannedFault extends Omit<FaultOrder, 'times'> {
  /** Chance to be switched on for the run, 0 to 1; the plan's when absent. */
  readonly switchOn?: number;
  /** Chance to hit a call once switched on, 0 to 1; the plan's when absent. */
  readonly fire?: number;
}

/**
 * Faults by chance, on two levels: for a run each fault is switched on or not, and one that is switched on then hits
 * each call with some chance. So one run sees much of a few faults, and another run other ones. The seed and the order
 * of the calls of each operation decide everything.
 */
export interface FaultPlan {
  /** Any whole number. */
  readonly seed: number;
  /** Operations that can be hit; all when absent. */
  readonly operations?: readonly OperationName[];
  /** The faults to choose from, a name or an order; {@link usualFaults} when absent. */
  readonly faults?: readonly (FaultName | PlannedFault)[];
  /** Chance of a fault to be switched on for the run, 0 to 1; 0.25 when absent. */
  readonly switchOn?: number;
  /** Chance of a fault that is switched on to hit a call, 0 to 1; 0.1 when absent. */
  readonly fire?: number;
}

/** A fault that a plan has switched on or has let happen. */
export interface SwitchedFault {
  readonly fault: FaultName;
  readonly operation: OperationName | 'any';
  readonly until: LateOccasion | undefined;
  readonly replayOf: ReplaySource;
  readonly isProcessed: boolean;
  /** Code that a fault with a result of its own tells. */
  readonly resultCode: string;
}

/** A call that a plan has hit. */
export interface PlanHit extends Omit<SwitchedFault, 'operation'> {
  /** Number of the request, as in {@link CallRecord.number}. */
  readonly number: number;
  readonly operation: OperationName;
}

/** A plan as it stands now. */
export interface FaultPlanSnapshot {
  readonly seed: number;
  /** False once it was stopped. */
  readonly isRunning: boolean;
  /** The faults of this run. */
  readonly switchedOn: readonly SwitchedFault[];
  /** What was hit, oldest first; as many lines as the call log keeps. */
  readonly hits: readonly PlanHit[];
}

/** What a plan chooses from when it names no faults. */
export const usualFaults: readonly (FaultName | PlannedFault)[] = [
  'lose-request',
  'lose-answer',
  { fault: 'late', until: 'query' },
  { fault: 'late', until: 'cancel' },
  'twice',
  'reset',
  'truncated',
  'stall',
  'stall-body',
  'status-500',
  { fault: 'html', isProcessed: true },
  'result',
  { fault: 'result', isProcessed: true },
  'wrong-signature',
  'foreign-key',
  'unsigned',
  'unsigned-failure',
  { fault: 'unsigned-failure', isProcessed: true },
  'replay',
  { fault: 'replay', replayOf: 'same' },
  'notification-first',
];

/** A fault of a plan, checked, with its odds. */
export interface PlanEntry {
  readonly fault: Fault;
  readonly switchOn: number;
  readonly fire: number;
}

/** Checks a plan, which may have come over HTTP, and fills in the defaults. */
export function settlePlan(plan: FaultPlan): readonly PlanEntry[] {
  const { seed, operations, faults = usualFaults, switchOn = 0.25, fire = 0.1 } = plan;
  assertOrder(Number.isSafeInteger(seed), 'seed must be a whole number');
  assertOrder(operations === undefined || Array.isArray(operations), 'operations must be a list');
  for (const operation of operations ?? []) checkOperation(operation);
  assertOrder(Array.isArray(faults), 'faults must be a list');
  return faults.map((one: FaultName | PlannedFault) => {
    const order = typeof one === 'string' ? { fault: one } : one;
    assertOrder(typeof order === 'object' && order !== null, 'faults must be names or orders');
    const odds = { switchOn: order.switchOn ?? switchOn, fire: order.fire ?? fire };
    for (const [name, chance] of Object.entries(odds)) {
      assertOrder(typeof chance === 'number' && chance >= 0 && chance <= 1, `${name} must be 0 to 1`);
    }
    return { fault: { ...settleFault(order), isPlanned: true }, ...odds };
  });
}
