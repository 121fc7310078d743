import { type Amount, readAmount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

interface RefundFacts extends NotificationFacts {
  readonly kind: 'refund';
  /** Your id of the refund. */
  readonly refundRequestId: string;
  /** Alipay's id of the refund. */
  readonly refundId: string | undefined;
  /** As received; `outcome` says what it means. */
  readonly refundStatus: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly refundTime: string | undefined;
  /** What the buyer gets back, in the currency of the wallet. */
  readonly actualRefundAmount: Amount | undefined;
  /** What is taken from the settlement, where the rate is locked. */
  readonly grossSettlementAmount: Amount | undefined;
  readonly result: Result | undefined;
}

/** The refund is done. Compare id, amount and currency with your own record. docs/wire/v1 §3.9. */
export interface RefundedNotification extends RefundFacts {
  readonly outcome: 'refunded';
  /** Smallest unit. */
  readonly refundAmount: Amount;
}

/**
 * The refund failed, or the notification decides nothing: another `refundStatus`, one that the result contradicts, or a success
 * without a readable amount. Then ask with `inquiryRefund`. docs/wire/v1 §3.9.
 */
export interface UnrefundedNotification extends RefundFacts {
  readonly outcome: 'failed' | 'undecided';
  /** Smallest unit. */
  readonly refundAmount: Amount | undefined;
}

/** The result of a refund (`REFUND_RESULT`), to be told apart by `outcome`. docs/wire/v1 §3.9. */
export type RefundNotification = RefundedNotification | UnrefundedNotification;

/** Reads `REFUND_RESULT`. `undefined` where it does not name your refund. */
export function readRefund(body: JsonObject, result: Result | undefined): RefundNotification | undefined {
  const refundRequestId = textOf(body['refundRequestId']);
  if (refundRequestId === undefined) return undefined;
  const refundStatus = textOf(body['refundStatus']);
  const refundAmount = readAmount(body['refundAmount']);
  const facts = {
    kind: 'refund',
    refundRequestId,
    refundId: textOf(body['refundId']),
    refundStatus,
    refundTime: textOf(body['refundTime']),
    actualRefundAmount: readAmount(body['actualRefundAmount']),
    grossSettlementAmount: readAmount(body['grossSettlementAmount']),
    result,
    body,
  } as const;
  const status = refundStatus?.toUpperCase();
  // The result of a failed refund may be S: it says that the refund was accepted. The other way round is a contradiction.
  if (status === 'FAIL' || status === 'F') return { ...facts, outcome: 'failed', refundAmount };
  const isDone = status === 'SUCCESS' || status === 'S';
  const isContradicted = result !== undefined && result.resultStatus !== 'S';
  if (!isDone || isContradicted || refundAmount === undefined) {
    return { ...facts, outcome: 'undecided', refundAmount };
  }
  return { ...facts, outcome: 'refunded', refundAmount };
}
