import type { Amount } from '@alipay-intl/core/money';

/**
 * What a merchant's own books say of a payment or a refund. `succeeded`: the money moved. `reversed`: it moved and was taken
 * back, by a cancellation or, for a refund, because it failed later. `failed`: it never moved. `open`: not known yet.
 */
export type LedgerStatus = 'succeeded' | 'reversed' | 'failed' | 'open';

/** One payment or refund of a merchant's own books. An id has 1 to 128 visible characters. docs/wire/statements §11.1 */
export interface LedgerRecord {
  readonly kind: 'payment' | 'refund';
  /** The merchant's id, unique for its kind: `paymentRequestId`, `partnerTransId`, `refundRequestId`, `merchantRefundId`. */
  readonly ownId: string;
  /** Alipay's id, where the books have it: `paymentId`, `acquirementId`, `alipayTransId`, `refundId`. */
  readonly providerId?: string | undefined;
  /** Of a refund: the merchant's id of its payment. */
  readonly originalOwnId?: string | undefined;
  /** Of a refund: Alipay's id of its payment. */
  readonly originalProviderId?: string | undefined;
  readonly status: LedgerStatus;
  /** In the smallest unit, above zero, 1 to 15 digits; a refund has no sign either. */
  readonly amount: Amount;
  /**
   * The moment of success; of a record without one, when it was begun. In milliseconds since 1970-01-01T00:00:00Z, not in the future.
   * It must stay when the status changes later, or the record would leave its day: a payment of day D that is reversed on D+1 is
   * a `reversed` record of D.
   */
  readonly occurredAtMs: number;
}
