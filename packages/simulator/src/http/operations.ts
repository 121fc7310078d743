import type { V1OperationName } from '../control/operation-name.ts';
import { type Answer, bareAnswer } from '../payments/answer.ts';
import { cancel } from '../payments/cancel.ts';
import { createFieldReader, FieldError, type FieldReader } from '../payments/field-reader.ts';
import { inquiryPayment } from '../payments/inquiry-payment.ts';
import { inquiryRefund } from '../payments/inquiry-refund.ts';
import { pay } from '../payments/pay.ts';
import { refund } from '../payments/refund.ts';
import { illegalParameter } from '../payments/result.ts';
import type { Simulation } from '../simulation.ts';

const operations: Readonly<Record<V1OperationName, (simulation: Simulation, fields: FieldReader) => Answer>> =
  {
    pay,
    inquiryPayment,
    cancel,
    refund,
    inquiryRefund,
  };

/** The operation behind a path, with or without the sandbox segment (docs/wire/v1 §1.1, §12 row 1). */
export function operationOf(pathname: string): V1OperationName | undefined {
  const name = /^\/ams\/(?:sandbox\/)?api\/v1\/payments\/([A-Za-z]+)$/.exec(pathname)?.[1];
  return name !== undefined && isOperation(name) ? name : undefined;
}

/** Carries an operation out; a field at fault becomes `PARAM_ILLEGAL` with its name (docs/wire/v1 §4.1). */
export function runOperation(
  simulation: Simulation,
  operation: V1OperationName,
  request: Readonly<Record<string, unknown>>,
): Answer {
  try {
    return operations[operation](simulation, createFieldReader(request));
  } catch (error) {
    if (error instanceof FieldError) return bareAnswer(illegalParameter(error.field, error.complaint));
    throw error;
  }
}

function isOperation(name: string): name is V1OperationName {
  return Object.hasOwn(operations, name);
}
