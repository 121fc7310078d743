import { formatIsoTime } from '../iso-time.ts';
import type { Simulation } from '../simulation.ts';
import { type Answer, bareAnswer } from './answer.ts';
import type { FieldReader } from './field-reader.ts';
import { freshPayment } from './find-payment.ts';
import { isSameRefund } from './idempotency.ts';
import { closedCode } from './lifecycle.ts';
import { type Money, toAmountText } from './money.ts';
import { type PaymentRecord, type RefundRecord, refundedUnits } from './payment.ts';
import { resultOf } from './result.ts';

/** `payments/refund` (docs/wire/v1 §3.5, §4.4, §5.8): a refused refund is remembered, so its repeat is refused alike. */
export function refund(simulation: Simulation, fields: FieldReader): Answer {
  const refundRequestId = fields.text('refundRequestId', 64);
  const paymentId = fields.text('paymentId', 64);
  const amount = fields.amount('refundAmount', 1n);
  fields.optionalText('refundReason', 256);
  const record = requestRefund(simulation, { refundRequestId, paymentId, amount });
  return typeof record === 'string' ? bareAnswer(resultOf(record)) : refundAnswer(record);
}

/** What a refund asks for. */
export interface RefundOrder {
  readonly refundRequestId: string;
  readonly paymentId: string;
  readonly amount: Money;
}

/** Finds the refund of that id or makes it; a text is the code of a refusal that leaves nothing behind. */
export function requestRefund(simulation: Simulation, order: RefundOrder): RefundRecord | string {
  const { ledger } = simulation;
  const earlier = ledger.refundByRequestId(order.refundRequestId);
  if (earlier !== undefined) {
    return isSameRefund(earlier, order.paymentId, order.amount) ? earlier : 'REPEAT_REQ_INCONSISTENT';
  }
  const payment = freshPayment(simulation, ledger.byPaymentId(order.paymentId));
  return payment === undefined ? 'ORDER_NOT_EXIST' : storeRefund(simulation, payment, order);
}

function storeRefund(simulation: Simulation, payment: PaymentRecord, order: RefundOrder): RefundRecord {
  const { refundRequestId, amount } = order;
  const refusal = refuseState(simulation, payment) ?? refuseAmount(simulation, payment, amount);
  const isHeld = refusal === undefined && simulation.settings.contract.refundMode === 'asynchronous';
  const nowMs = simulation.clock.now();
  const record: RefundRecord = {
    refundRequestId,
    refundId: simulation.ids.next(nowMs),
    payment,
    amount,
    status: isHeld ? 'PROCESSING' : refusal === undefined ? 'SUCCESS' : 'FAIL',
    result: resultOf(refusal ?? (isHeld ? 'REFUND_IN_PROCESS' : 'SUCCESS')),
    finalMs: isHeld ? undefined : nowMs,
  };
  simulation.ledger.addRefund(record);
  return record;
}

function refuseState(simulation: Simulation, payment: PaymentRecord): string | undefined {
  if (payment.status === 'CANCELLED') return 'ORDER_IS_CANCELED';
  if (payment.resultCode === closedCode) return closedCode;
  if (payment.status !== 'SUCCESS') return 'ORDER_STATUS_INVALID';
  const paidMs = payment.finalMs ?? payment.createdMs;
  const isLate = simulation.clock.now() >= paidMs + simulation.settings.contract.refundWindowMs;
  return isLate ? 'REFUND_WINDOW_EXCEED' : undefined;
}

/** Refunds may sum up to the paid amount and no further (docs/wire/v1 §5.7). */
function refuseAmount(simulation: Simulation, payment: PaymentRecord, amount: Money): string | undefined {
  const { partialRefunds, multipleRefunds } = simulation.settings.contract;
  const paid = payment.order.amount;
  const returned = refundedUnits(payment);
  if (amount.currency !== paid.currency) return 'CURRENCY_NOT_SUPPORT';
  if (returned > 0n && !multipleRefunds) return 'MULTIPLE_REFUNDS_NOT_SUPPORTED';
  if (returned + amount.units > paid.units) return 'REFUND_AMOUNT_EXCEED';
  if (amount.units !== paid.units && !partialRefunds) return 'PARTIAL_REFUND_NOT_SUPPORTED';
  return simulation.isMerchantFunded ? undefined : 'MERCHANT_BALANCE_NOT_ENOUGH';
}

function refundAnswer(record: RefundRecord): Answer {
  if (record.status === 'FAIL') return bareAnswer(record.result);
  return {
    result: record.result,
    members: {
      refundRequestId: record.refundRequestId,
      refundId: record.refundId,
      paymentId: record.payment.paymentId,
      refundAmount: { ...toAmountText(record.amount) },
      refundTime: record.finalMs === undefined ? undefined : formatIsoTime(record.finalMs),
    },
  };
}
