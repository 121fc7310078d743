import { createBoundedLog } from './bounded-log.ts';
import { type Fault, type FaultTarget, fitsCall } from './fault.ts';
import {
  type FaultPlan,
  type FaultPlanSnapshot,
  type PlanEntry,
  type PlanHit,
  settlePlan,
} from './fault-plan.ts';
import type { OperationName } from './operation-name.ts';
import { seededChance } from './seeded-chance.ts';

/** Lets faults happen by a seeded plan. */
export interface FaultPlanner {
  /** Starts a plan in the place of the one before; throws `ERR_SIMULATOR_OPTION_INVALID`. */
  start(plan: FaultPlan): FaultPlanSnapshot;
  stop(): void;
  /** The running plan, or the one that was stopped; `undefined` before the first. */
  snapshot(): FaultPlanSnapshot | undefined;
  /** Counts a call and says what hits it; nothing does when `isTaken`, because another fault has it already. */
  take(call: FaultTarget, isTaken: boolean): Fault | undefined;
}

interface Run {
  readonly plan: FaultPlan;
  readonly switchedOn: readonly PlanEntry[];
  readonly hits: ReturnType<typeof createBoundedLog<PlanHit>>;
  readonly counts: Map<OperationName, number>;
  isRunning: boolean;
}

/** Creates a {@link FaultPlanner} without a plan. */
export function createFaultPlanner(hitsMax: number): FaultPlanner {
  let run: Run | undefined;
  const snapshot = (): FaultPlanSnapshot | undefined => run && toSnapshot(run);
  return {
    start: (plan) => {
      const entries = settlePlan(plan);
      const switchedOn = entries.filter(
        ({ fault, switchOn }) => seededChance(plan.seed, `on/${labelOf(fault)}`) < switchOn,
      );
      run = { plan, switchedOn, hits: createBoundedLog(hitsMax), counts: new Map(), isRunning: true };
      return toSnapshot(run);
    },
    stop: () => {
      if (run !== undefined) run.isRunning = false;
    },
    snapshot,
    take: (call, isTaken) => (run?.isRunning ? takeFrom(run, call, isTaken) : undefined),
  };
}

/** Each operation counts for itself, so that a query more or less does not change what hits the cancel behind it. */
function takeFrom(run: Run, call: FaultTarget, isTaken: boolean): Fault | undefined {
  const { plan, counts, hits } = run;
  const { operation, number } = call;
  const count = (counts.get(operation) ?? 0) + 1;
  counts.set(operation, count);
  if (isTaken || (plan.operations !== undefined && !plan.operations.includes(operation))) return undefined;
  const fault = drawFault(run, call, `${operation}/${count}`);
  if (fault !== undefined) hits.add({ ...describe(fault), number, operation });
  return fault;
}

/** Where several would hit, the luckiest does, so that the first of the list is not preferred. */
function drawFault(run: Run, call: FaultTarget, label: string): Fault | undefined {
  const [luckiest] = run.switchedOn
    .filter(({ fault }) => fitsCall(fault, call))
    .map(({ fault, fire }) => ({
      fault,
      fire,
      chance: seededChance(run.plan.seed, `hit/${labelOf(fault)}/${label}`),
    }))
    .filter(({ chance, fire }) => chance < fire)
    .toSorted((one, other) => one.chance / one.fire - other.chance / other.fire);
  return luckiest?.fault;
}

/** What tells a fault from the others of a list, wherever it stands in it. */
function labelOf(fault: Fault): string {
  const { name, operation, delayMs, until, replayOf, isProcessed, resultCode, resultStatus } = fault;
  return [name, operation, delayMs, until, replayOf, isProcessed, resultCode, resultStatus].join(',');
}

function describe(fault: Fault): FaultPlanSnapshot['switchedOn'][number] {
  const { name, operation, until, replayOf, isProcessed, resultCode } = fault;
  return { fault: name, operation, until, replayOf, isProcessed, resultCode };
}

function toSnapshot({ plan, isRunning, switchedOn, hits }: Run): FaultPlanSnapshot {
  return {
    seed: plan.seed,
    isRunning,
    switchedOn: switchedOn.map(({ fault }) => describe(fault)),
    hits: hits.lines(),
  };
}
