import { formatIsoTime } from '../iso-time.ts';
import type { Simulation } from '../simulation.ts';
import { type Answer, bareAnswer } from './answer.ts';
import { FieldError, type FieldReader } from './field-reader.ts';
import { toAmountText } from './money.ts';
import type { RefundRecord } from './payment.ts';
import { resultOf } from './result.ts';

/**
 * `payments/inquiryRefund` (docs/wire/v1 §3.6); `refundId` wins when both ids are given.
 * The reference names no code for an unknown refund (§4.5); `REFUND_NOT_EXIST`/F is this simulator's choice.
 */
export function inquiryRefund(simulation: Simulation, fields: FieldReader): Answer {
  const record = findRefund(simulation, fields);
  if (record === undefined) return bareAnswer(resultOf('REFUND_NOT_EXIST'));
  return {
    result: resultOf('SUCCESS'),
    members: {
      refundId: record.refundId,
      refundRequestId: record.refundRequestId,
      refundAmount: { ...toAmountText(record.amount) },
      refundStatus: record.status,
      refundTime:
        record.status === 'SUCCESS' && record.finalMs !== undefined
          ? formatIsoTime(record.finalMs)
          : undefined,
    },
  };
}

function findRefund(simulation: Simulation, fields: FieldReader): RefundRecord | undefined {
  const refundId = fields.optionalText('refundId', 64);
  const refundRequestId = fields.optionalText('refundRequestId', 64);
  if (refundId !== undefined) return simulation.ledger.refundById(refundId);
  if (refundRequestId === undefined) throw new FieldError('refundId', 'or refundRequestId is missing');
  return simulation.ledger.refundByRequestId(refundRequestId);
}
