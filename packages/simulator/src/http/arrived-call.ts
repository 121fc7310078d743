import type { Fault, FaultTarget } from '../control/fault.ts';
import type { OperationName } from '../control/operation-name.ts';
import type { Simulation } from '../simulation.ts';

/** A request that has come in, as far as both families have it in common. */
export interface ArrivedCall {
  /** {@link CallRecord.number} */
  readonly number: number;
  readonly operation: OperationName | undefined;
  /** Id of the payment that it names by either of its ids; `undefined` when it names none. */
  readonly paymentRequestId: string | undefined;
  readonly fault: Fault | undefined;
}

/** Numbers a request, finds its payment, and finds the fault that hits it. */
export function arrive(
  simulation: Simulation,
  operation: OperationName | undefined,
  ids: { readonly paymentRequestId: unknown; readonly paymentId: unknown },
): ArrivedCall {
  const number = simulation.calls.nextNumber();
  const paymentRequestId = namedPayment(simulation, ids);
  if (operation === undefined) return { number, operation, paymentRequestId, fault: undefined };
  const fault = chooseFault(simulation, {
    number,
    operation,
    canReplay: (source) => simulation.answers.earlier(operation, paymentRequestId, source) !== undefined,
  });
  return { number, operation, paymentRequestId, fault };
}

function namedPayment(
  { ledger }: Simulation,
  { paymentRequestId, paymentId }: { readonly paymentRequestId: unknown; readonly paymentId: unknown },
): string | undefined {
  const payment = typeof paymentId === 'string' ? ledger.byPaymentId(paymentId) : undefined;
  if (payment !== undefined) return payment.order.paymentRequestId;
  return typeof paymentRequestId === 'string' ? paymentRequestId : undefined;
}

/** What was ordered goes before what the plan would do; the plan counts the call all the same. */
function chooseFault({ faults, plan }: Simulation, target: FaultTarget): Fault | undefined {
  const ordered = faults.take(target);
  const planned = plan.take(target, ordered !== undefined);
  return ordered ?? planned;
}
