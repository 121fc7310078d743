import type { ResultStatus } from '../payments/result.ts';
import { envelopeFaults, type FaultName } from './fault-name.ts';
import { type LateOccasion, paymentOperations } from './late-occasion.ts';
import type { OperationName } from './operation-name.ts';

/** What {@link SimulatorControl.failNext} takes. */
export interface FaultOrder {
  /** Which operation is hit; `any` when absent. */
  readonly operation?: OperationName | 'any';
  readonly fault: FaultName;
  /** How many calls are hit; 1 when absent. */
  readonly times?: number;
  /**
   * Wait before the answer, in milliseconds of real time; goes with any fault; 1000 for `delay` when absent, else 0.
   * Of `late` it is time of the simulator's clock: 1000 when absent, or 0 behind `until`.
   */
  readonly delayMs?: number;
  /** `late` only: right behind which call of the same payment it is carried out; by `delayMs` alone when absent. */
  readonly until?: LateOccasion;
  /** `replay` only: `other` (default) takes another payment's answer if there is one, `same` only one of the same payment. */
  readonly replayOf?: ReplaySource;
  /** Code for `result`, `unsigned-failure` and `gbk-failure`. */
  readonly resultCode?: string;
  /** Status for `result`; follows from the code when absent. */
  readonly resultStatus?: ResultStatus;
  /** Whether the call is carried out behind the fault; each fault has its own default. */
  readonly isProcessed?: boolean;
  /** Size of an `oversize` body, in bytes; 16 MiB when absent. */
  readonly bodyBytes?: number;
}

/** Whose earlier answer a `replay` sends. */
export type ReplaySource = 'other' | 'same';

/** A fault order with its defaults filled in. */
export interface Fault {
  readonly operation: OperationName | 'any';
  readonly name: FaultName;
  readonly delayMs: number;
  readonly until: LateOccasion | undefined;
  readonly replayOf: ReplaySource;
  readonly resultCode: string;
  readonly resultStatus: ResultStatus | undefined;
  readonly isProcessed: boolean;
  readonly bodyBytes: number;
  /** Whether it comes from a seeded plan and not from an order for the next call. */
  readonly isPlanned: boolean;
}

/** What a fault must know of a call to hit it. */
export interface FaultTarget {
  /** {@link CallRecord.number} */
  readonly number: number;
  readonly operation: OperationName;
  /** Whether there is an earlier answer to send again. */
  readonly canReplay: (source: ReplaySource) => boolean;
}

/** Says whether a fault can hit a call. */
export function fitsCall(fault: Fault, { operation, canReplay }: FaultTarget): boolean {
  if (fault.operation !== 'any' && fault.operation !== operation) return false;
  if (fault.name === 'replay') return canReplay(fault.replayOf);
  if (fault.until !== undefined) return paymentOperations.has(operation);
  return operation.startsWith('acquiring.') || !envelopeFaults.has(fault.name);
}
