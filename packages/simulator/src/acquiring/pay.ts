import { type Answer, bareAnswer } from '../payments/answer.ts';
import { applyCode } from '../payments/apply-code.ts';
import { refuseByContract } from '../payments/contract.ts';
import { FieldError, type FieldReader } from '../payments/field-reader.ts';
import { freshPayment } from '../payments/find-payment.ts';
import { isSamePayment } from '../payments/idempotency.ts';
import { placePayment } from '../payments/lifecycle.ts';
import type { PaymentOrder, PaymentRecord } from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import { identityCodeEffect } from './identity-code.ts';
import { idMembers, paidMembers } from './payment-members.ts';
import { readSharedOrder } from './read-order.ts';

/** `alipay.intl.acquiring.offline.pay` (docs/wire/acquiring §6.1, §9): charges a scanned code. */
export function pay(simulation: Simulation, fields: FieldReader): Answer {
  const { ledger } = simulation;
  const order = readBarcodeOrder(simulation, fields);
  if (ledger.isBlocked(order.paymentRequestId)) return bareAnswer(acquiringResult('ORDER_IS_CANCELED'));
  const earlier = freshPayment(simulation, ledger.byRequestId(order.paymentRequestId));
  if (earlier !== undefined) return repeatPay(simulation, earlier, order);
  const refusal = refuseByContract(simulation, order);
  if (refusal !== undefined) return bareAnswer(acquiringResult(refusal));
  const effect = identityCodeEffect(order.paymentMethodId ?? '');
  const payment = placePayment(simulation, order);
  applyCode(simulation, payment, effect);
  if (effect.isAnswerUnknown) return bareAnswer(acquiringResult('UNKNOWN_EXCEPTION'));
  return payAnswer(simulation, payment);
}

/** The same id with the same buyer and amount is told the real state; with other data it is refused. */
function repeatPay(simulation: Simulation, earlier: PaymentRecord, order: PaymentOrder): Answer {
  return isSamePayment(earlier, order)
    ? payAnswer(simulation, earlier)
    : bareAnswer(acquiringResult('REPEAT_REQ_INCONSISTENT'));
}

function payAnswer(simulation: Simulation, payment: PaymentRecord): Answer {
  const isPaid = payment.status === 'SUCCESS';
  return {
    result: acquiringResult(payment.resultCode),
    members: isPaid ? paidMembers(simulation.settings, payment) : idMembers(payment),
  };
}

/** Reads a pay request; it names no notify URL, so a configured one is taken (docs/wire/acquiring §6.1, §8.1). */
function readBarcodeOrder(simulation: Simulation, fields: FieldReader): PaymentOrder {
  const { settings, clock } = simulation;
  const shared = readSharedOrder(fields, settings);
  if (fields.text('codeType', 32) !== 'BARCODE') throw new FieldError('codeType', 'must be BARCODE');
  return {
    ...shared,
    scenario: 'PaymentCode',
    paymentMethodType: 'BARCODE',
    paymentMethodId: fields.text('identityCode', settings.acquiring.dialect.identityCodeMax),
    notifyUrl: settings.acquiring.notifyUrl,
    redirectUrl: undefined,
    expiryMs: clock.now() + settings.acquiring.barcodeExpiryMs,
  };
}
