import { formatIsoTime } from '../iso-time.ts';
import type { Simulation } from '../simulation.ts';
import { type Answer, bareAnswer, type JsonValue } from './answer.ts';
import type { FieldReader } from './field-reader.ts';
import { findRequestedPayment } from './find-payment.ts';
import { hideByAmount } from './magic-amount.ts';
import { toAmountText } from './money.ts';
import { redirectActionForm } from './pay-answer.ts';
import type { PaymentRecord, RefundRecord } from './payment.ts';
import { resultOf } from './result.ts';
import { walletMembers } from './wallet-quote.ts';

/** `payments/inquiryPayment` (docs/wire/v1 §3.3): S says that the call worked, the state is in `paymentStatus`. */
export function inquiryPayment(simulation: Simulation, fields: FieldReader): Answer {
  const payment = findRequestedPayment(simulation, fields);
  if (payment === undefined || simulation.hiding.hides(payment)) {
    return bareAnswer(resultOf('ORDER_NOT_EXIST'));
  }
  return hideByAmount(simulation, 'inquiryPayment', payment, statusAnswer(simulation, payment));
}

function statusAnswer(simulation: Simulation, payment: PaymentRecord): Answer {
  const { order, status, refunds } = payment;
  const isOpenEntryCode = status === 'PROCESSING' && order.scenario === 'EntryCode';
  return {
    result: resultOf('SUCCESS'),
    members: {
      paymentStatus: status,
      paymentResultCode: payment.resultCode,
      paymentResultMessage: resultOf(payment.resultCode).resultMessage,
      paymentRequestId: order.paymentRequestId,
      paymentId: payment.paymentId,
      paymentAmount: { ...toAmountText(order.amount) },
      paymentCreateTime: formatIsoTime(payment.createdMs),
      redirectActionForm: isOpenEntryCode ? redirectActionForm(simulation, payment) : undefined,
      ...(status === 'SUCCESS' ? paidMembers(simulation, payment) : {}),
      transactions: refunds.length > 0 ? refunds.map(toTransaction) : undefined,
    },
  };
}

function paidMembers(simulation: Simulation, payment: PaymentRecord): Record<string, JsonValue | undefined> {
  return {
    paymentTime: formatIsoTime(payment.finalMs ?? payment.createdMs),
    ...walletMembers(simulation.settings, payment.order.amount),
  };
}

/** A refund as a follow-up action of its payment (docs/wire/v1 §3.11, Transaction). */
function toTransaction(refund: RefundRecord): JsonValue {
  return {
    transactionResult: { ...refund.result },
    transactionId: refund.refundId,
    transactionType: 'REFUND',
    transactionStatus: refund.status,
    transactionAmount: { ...toAmountText(refund.amount) },
    transactionRequestId: refund.refundRequestId,
    transactionTime: refund.finalMs === undefined ? undefined : formatIsoTime(refund.finalMs),
  };
}
