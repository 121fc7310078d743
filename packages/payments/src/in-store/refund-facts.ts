import type { Amount } from '@alipay-intl/core/money';
import type { JsonObject } from '@alipay-intl/core/signing';
import { amountMember, type Quote, quoteMember, textMember } from '../wire-members.ts';

/** What a verified answer says about a refund. Members that it does not hold are undefined. docs/wire/v1 §3.5, §3.6. */
export interface RefundFacts {
  readonly refundRequestId: string | undefined;
  /** Alipay's id of the refund. */
  readonly refundId: string | undefined;
  readonly paymentId: string | undefined;
  /** Smallest unit, in the payment's currency. */
  readonly refundAmount: Amount | undefined;
  /** ISO 8601 with offset, as received. */
  readonly refundTime: string | undefined;
  readonly grossSettlementAmount: Amount | undefined;
  readonly settlementQuote: Quote | undefined;
}

/** Reads the refund members of an answer. */
export function readRefundFacts(answer: JsonObject): RefundFacts {
  return {
    refundRequestId: textMember(answer, 'refundRequestId'),
    refundId: textMember(answer, 'refundId'),
    paymentId: textMember(answer, 'paymentId'),
    refundAmount: amountMember(answer, 'refundAmount'),
    refundTime: textMember(answer, 'refundTime'),
    grossSettlementAmount: amountMember(answer, 'grossSettlementAmount'),
    settlementQuote: quoteMember(answer, 'settlementQuote'),
  };
}
