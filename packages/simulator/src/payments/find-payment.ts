import type { Simulation } from '../simulation.ts';
import { FieldError, type FieldReader } from './field-reader.ts';
import { closeWhenExpired } from './lifecycle.ts';
import type { PaymentRecord } from './payment.ts';

/** Finds the payment of an inquiry or a cancel; `paymentId` wins when both ids are given (docs/wire/v1 §3.3, §3.4). */
export function findRequestedPayment(simulation: Simulation, fields: FieldReader): PaymentRecord | undefined {
  const paymentId = fields.optionalText('paymentId', 64);
  const paymentRequestId = fields.optionalText('paymentRequestId', 64);
  if (paymentId !== undefined) return freshPayment(simulation, simulation.ledger.byPaymentId(paymentId));
  if (paymentRequestId === undefined) throw new FieldError('paymentId', 'or paymentRequestId is missing');
  return freshPayment(simulation, simulation.ledger.byRequestId(paymentRequestId));
}

/** Finds a payment by whichever of its two ids, for a person at the controls. */
export function findPaymentByAnyId(simulation: Simulation, id: string): PaymentRecord | undefined {
  return freshPayment(simulation, simulation.ledger.byPaymentId(id) ?? simulation.ledger.byRequestId(id));
}

/** A payment as it stands at this moment, closed when its time is over. */
export function freshPayment(
  simulation: Simulation,
  payment: PaymentRecord | undefined,
): PaymentRecord | undefined {
  closeWhenExpired(simulation, payment);
  return payment;
}
