import { formatIsoTime } from '../iso-time.ts';
import { type Answer, bareAnswer } from '../payments/answer.ts';
import type { FieldReader } from '../payments/field-reader.ts';
import { toAmountText } from '../payments/money.ts';
import type { RefundRecord } from '../payments/payment.ts';
import { requestRefund } from '../payments/refund.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';

/**
 * `alipay.intl.acquiring.common.refund` (docs/wire/acquiring §6.4): found by `acquirementId` alone.
 * `merchantRefundId` is the key (§9); repeating the call is also the way to ask for its outcome.
 */
export function refund(simulation: Simulation, fields: FieldReader): Answer {
  const paymentId = fields.text('acquirementId', 64);
  const refundRequestId = fields.text('merchantRefundId', 64);
  const amount = fields.amount('refundAmount', 1n);
  fields.optionalText('refundReason', 256);
  fields.optionalText('extendInfo', 2048);
  const record = requestRefund(simulation, { refundRequestId, paymentId, amount });
  return typeof record === 'string' ? bareAnswer(acquiringResult(record)) : refundAnswer(record);
}

function refundAnswer(record: RefundRecord): Answer {
  const result = acquiringResult(record.result.resultCode);
  if (record.status === 'FAIL') return bareAnswer(result);
  return {
    result,
    members: {
      acquirementId: record.payment.paymentId,
      merchantTransId: record.payment.order.paymentRequestId,
      merchantRefundId: record.refundRequestId,
      refundId: record.refundId,
      refundAmount: { ...toAmountText(record.amount) },
      refundTime: record.finalMs === undefined ? undefined : formatIsoTime(record.finalMs),
    },
  };
}
