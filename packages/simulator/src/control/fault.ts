import { acquiringFunctions } from '../acquiring/acquiring-function.ts';
import type { ResultStatus } from '../payments/result.ts';
import { SimulatorError } from '../simulator-error.ts';
import { envelopeFaults, type FaultName, isProcessedByFault } from './fault-name.ts';
import type { OperationName } from './operation-name.ts';

/** What {@link SimulatorControl.failNext} takes. */
export interface FaultOrder {
  /** Which operation is hit; `any` when absent. */
  readonly operation?: OperationName | 'any';
  readonly fault: FaultName;
  /** How many calls are hit; 1 when absent. */
  readonly times?: number;
  /** Wait before the answer, in milliseconds of real time; goes with any fault; 1000 for `delay` and `late` when absent, else 0. Of `late` it is time of the simulator's clock. */
  readonly delayMs?: number;
  /** Code for `result`, `unsigned-failure` and `gbk-failure`. */
  readonly resultCode?: string;
  /** Status for `result`; follows from the code when absent. */
  readonly resultStatus?: ResultStatus;
  /** Whether the call is carried out behind the fault; each fault has its own default. */
  readonly isProcessed?: boolean;
  /** Size of an `oversize` body, in bytes; 16 MiB when absent. */
  readonly bodyBytes?: number;
}

/** A fault order with its defaults filled in. */
export interface Fault {
  readonly operation: OperationName | 'any';
  readonly name: FaultName;
  readonly delayMs: number;
  readonly resultCode: string;
  readonly resultStatus: ResultStatus | undefined;
  readonly isProcessed: boolean;
  readonly bodyBytes: number;
}

const operations: ReadonlySet<string> = new Set([
  'any',
  'pay',
  'inquiryPayment',
  'cancel',
  'refund',
  'inquiryRefund',
  ...acquiringFunctions.map(({ operation }) => operation),
]);

/** Checks a fault order, which may have come over HTTP, and fills in the defaults. */
export function settleFault(order: FaultOrder): Fault {
  const {
    fault: name,
    operation = 'any',
    delayMs = name === 'delay' || name === 'late' ? 1000 : 0,
    bodyBytes = 16_777_216,
  } = order;
  assertOrder(
    Object.hasOwn(isProcessedByFault, name),
    `fault must be one of ${Object.keys(isProcessedByFault).join(', ')}`,
  );
  assertOrder(operations.has(operation), `operation must be one of ${[...operations].join(', ')}`);
  assertOrder(
    !envelopeFaults.has(name) || operation === 'any' || operation.startsWith('acquiring.'),
    `fault ${name} needs an operation that begins with acquiring.`,
  );
  assertOrder(Number.isFinite(delayMs) && delayMs >= 0, 'delayMs must be 0 or more');
  assertOrder(
    Number.isSafeInteger(bodyBytes) && bodyBytes >= 0 && bodyBytes <= 2 ** 28,
    'bodyBytes must be 0 to 268435456',
  );
  const resultCode = order.resultCode ?? (name === 'result' ? 'UNKNOWN_EXCEPTION' : 'INVALID_SIGNATURE');
  assertOrder(
    /^[A-Z0-9_]{1,64}$/.test(resultCode),
    'resultCode must be 1 to 64 capital letters, digits or _',
  );
  const { resultStatus } = order;
  assertOrder(
    resultStatus === undefined || ['S', 'F', 'U'].includes(resultStatus),
    'resultStatus must be S, F or U',
  );
  const isProcessed = order.isProcessed ?? isProcessedByFault[name];
  return { operation, name, delayMs, resultCode, resultStatus, isProcessed, bodyBytes };
}

function assertOrder(isRight: boolean, message: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', message);
}
