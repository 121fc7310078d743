import { acquiringFunctions } from '../acquiring/acquiring-function.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { Fault, FaultOrder } from './fault.ts';
import { envelopeFaults, type FaultName, isProcessedByFault } from './fault-name.ts';
import { type LateOccasion, paymentOperations } from './late-occasion.ts';
import type { OperationName } from './operation-name.ts';

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
  const { fault: name, operation = 'any', until, replayOf = 'other', bodyBytes = 16_777_216 } = order;
  const { delayMs = usualDelayMs(order), resultStatus } = order;
  checkTarget(name, operation);
  checkUntil(name, operation, until);
  assertOrder(['other', 'same'].includes(replayOf), 'replayOf must be other or same');
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
  assertOrder(
    resultStatus === undefined || ['S', 'F', 'U'].includes(resultStatus),
    'resultStatus must be S, F or U',
  );
  const isProcessed = order.isProcessed ?? isProcessedByFault[name];
  const settled = { operation, name, delayMs, until, replayOf, resultCode, resultStatus };
  return { ...settled, isProcessed, bodyBytes, isPlanned: false };
}

/** Throws `ERR_SIMULATOR_OPTION_INVALID` with the message unless what was ordered is right. */
export function assertOrder(isRight: boolean, message: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', message);
}

function usualDelayMs({ fault, until }: FaultOrder): number {
  return fault === 'delay' || (fault === 'late' && until === undefined) ? 1000 : 0;
}

function checkTarget(name: FaultName, operation: OperationName | 'any'): void {
  assertOrder(
    Object.hasOwn(isProcessedByFault, name),
    `fault must be one of ${Object.keys(isProcessedByFault).join(', ')}`,
  );
  checkOperation(operation);
  assertOrder(
    !envelopeFaults.has(name) || operation === 'any' || operation.startsWith('acquiring.'),
    `fault ${name} needs an operation that begins with acquiring.`,
  );
}

/** Throws unless the operation is served, or is `any`. */
export function checkOperation(operation: OperationName | 'any'): void {
  assertOrder(operations.has(operation), `operation must be one of ${[...operations].join(', ')}`);
}

function checkUntil(
  name: FaultName,
  operation: OperationName | 'any',
  until: LateOccasion | undefined,
): void {
  if (until === undefined) return;
  assertOrder(until === 'query' || until === 'cancel', 'until must be query or cancel');
  assertOrder(name === 'late', 'until goes with the fault late only');
  const isAboutPayment = operation === 'any' || paymentOperations.has(operation);
  assertOrder(isAboutPayment, `until needs an operation on a payment: ${[...paymentOperations].join(', ')}`);
}
