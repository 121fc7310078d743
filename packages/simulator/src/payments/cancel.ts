import { formatIsoTime } from '../iso-time.ts';
import type { Simulation } from '../simulation.ts';
import { type Answer, bareAnswer } from './answer.ts';
import { cancelDeadlineMs } from './cancel-window.ts';
import type { FieldReader } from './field-reader.ts';
import { findRequestedPayment } from './find-payment.ts';
import { markCancelled } from './lifecycle.ts';
import { type PaymentRecord, refundedUnits } from './payment.ts';
import { resultOf } from './result.ts';

/** `payments/cancel` (docs/wire/v1 §3.4): blocks an unpaid payment, returns the money of a paid one, may be repeated. */
export function cancel(simulation: Simulation, fields: FieldReader): Answer {
  const payment = findRequestedPayment(simulation, fields);
  if (payment === undefined) return bareAnswer(resultOf('ORDER_NOT_EXIST'));
  const refusal = refuseCancel(simulation, payment);
  if (refusal !== undefined) return { result: resultOf(refusal), members: idMembers(payment) };
  if (payment.status === 'PROCESSING' || payment.status === 'SUCCESS') markCancelled(simulation, payment);
  const cancelledMs = payment.cancelledMs ?? simulation.clock.now();
  return {
    result: resultOf('SUCCESS'),
    members: { ...idMembers(payment), cancelTime: formatIsoTime(cancelledMs) },
  };
}

/** A failed payment has nothing to cancel, and the call succeeds all the same (docs/wire/v1 §5.2). */
function refuseCancel(simulation: Simulation, payment: PaymentRecord): string | undefined {
  if (payment.status === 'FAIL' || payment.status === 'CANCELLED') return undefined;
  if (refundedUnits(payment) > 0n) return 'PROCESS_FAIL';
  if (simulation.clock.now() >= cancelDeadlineMs(simulation.settings, payment)) return 'CANCEL_WINDOW_EXCEED';
  if (payment.status === 'SUCCESS' && !simulation.isMerchantFunded) return 'MERCHANT_BALANCE_NOT_ENOUGH';
  return undefined;
}

function idMembers(payment: PaymentRecord): {
  readonly paymentId: string;
  readonly paymentRequestId: string;
} {
  return { paymentId: payment.paymentId, paymentRequestId: payment.order.paymentRequestId };
}
