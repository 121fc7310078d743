import type { Simulation } from '../simulation.ts';
import { type Answer, bareAnswer } from './answer.ts';
import { applyCode } from './apply-code.ts';
import { refuseByContract } from './contract.ts';
import type { FieldReader } from './field-reader.ts';
import { freshPayment } from './find-payment.ts';
import { isSamePayment } from './idempotency.ts';
import { placePayment } from './lifecycle.ts';
import { hideByAmount } from './magic-amount.ts';
import { payAnswer } from './pay-answer.ts';
import { checkExpiryAhead, readPaymentOrder } from './pay-request.ts';
import type { PaymentOrder, PaymentRecord } from './payment.ts';
import { paymentCodeEffect } from './payment-code.ts';
import { resultOf } from './result.ts';

/** `payments/pay` (docs/wire/v1 §3.1, §3.2, §5.8). */
export function pay(simulation: Simulation, fields: FieldReader): Answer {
  const order = readPaymentOrder(fields, simulation.settings, simulation.clock.now());
  const earlier = freshPayment(simulation, simulation.ledger.byRequestId(order.paymentRequestId));
  if (earlier !== undefined) return repeatPay(simulation, earlier, order);
  checkExpiryAhead(fields, order.scenario, simulation.clock.now());
  const refusal = refuseByContract(simulation, order);
  if (refusal !== undefined) return bareAnswer(resultOf(refusal));
  return startPay(simulation, order);
}

/** A repeat with other data is refused; else the payment's state is told again (docs/wire/v1 §5.8). */
function repeatPay(simulation: Simulation, earlier: PaymentRecord, order: PaymentOrder): Answer {
  if (!isSamePayment(earlier, order)) return bareAnswer(resultOf('REPEAT_REQ_INCONSISTENT'));
  return hideByAmount(simulation, 'pay', earlier, payAnswer(simulation, earlier));
}

function startPay(simulation: Simulation, order: PaymentOrder): Answer {
  const effect =
    order.scenario === 'PaymentCode' ? paymentCodeEffect(order.paymentMethodId ?? '') : undefined;
  const payment = placePayment(simulation, order);
  if (effect !== undefined) applyCode(simulation, payment, effect);
  if (effect?.isAnswerUnknown) return bareAnswer(resultOf('UNKNOWN_EXCEPTION'));
  return hideByAmount(simulation, 'pay', payment, payAnswer(simulation, payment));
}
