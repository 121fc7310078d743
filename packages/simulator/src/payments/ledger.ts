import type { PaymentRecord, RefundRecord } from './payment.ts';

/** All stored payments and refunds, found by any of their ids. */
export interface Ledger {
  /** Stores a payment; beyond the limit the oldest one is forgotten with its refunds. */
  addPayment(payment: PaymentRecord): void;
  addRefund(refund: RefundRecord): void;
  byRequestId(paymentRequestId: string): PaymentRecord | undefined;
  byPaymentId(paymentId: string): PaymentRecord | undefined;
  byWalletToken(token: string): PaymentRecord | undefined;
  refundByRequestId(refundRequestId: string): RefundRecord | undefined;
  refundById(refundId: string): RefundRecord | undefined;
  payments(): readonly PaymentRecord[];
  /** Keeps an id from being paid under, because it was cancelled before it came (docs/wire/acquiring §6.3). */
  block(paymentRequestId: string): void;
  isBlocked(paymentRequestId: string): boolean;
}

/** Creates an empty {@link Ledger} that keeps at most `paymentsMax` payments. */
export function createLedger(paymentsMax: number): Ledger {
  const byRequestId = new Map<string, PaymentRecord>();
  const byPaymentId = new Map<string, PaymentRecord>();
  const byToken = new Map<string, PaymentRecord>();
  const refundsByRequestId = new Map<string, RefundRecord>();
  const refundsById = new Map<string, RefundRecord>();
  const blocked = new Set<string>();
  const forget = (payment: PaymentRecord): void => {
    payment.stopExpiry();
    byRequestId.delete(payment.order.paymentRequestId);
    byPaymentId.delete(payment.paymentId);
    byToken.delete(payment.walletToken);
    for (const refund of payment.refunds) {
      refundsByRequestId.delete(refund.refundRequestId);
      refundsById.delete(refund.refundId);
    }
  };
  return {
    addPayment: (payment) => {
      const [oldest] = byRequestId.values();
      if (oldest !== undefined && byRequestId.size >= paymentsMax) forget(oldest);
      byRequestId.set(payment.order.paymentRequestId, payment);
      byPaymentId.set(payment.paymentId, payment);
      byToken.set(payment.walletToken, payment);
    },
    addRefund: (refund) => {
      refund.payment.refunds.push(refund);
      refundsByRequestId.set(refund.refundRequestId, refund);
      refundsById.set(refund.refundId, refund);
    },
    byRequestId: (id) => byRequestId.get(id),
    byPaymentId: (id) => byPaymentId.get(id),
    byWalletToken: (token) => byToken.get(token),
    refundByRequestId: (id) => refundsByRequestId.get(id),
    refundById: (id) => refundsById.get(id),
    payments: () => [...byRequestId.values()],
    block: (id) => {
      const [oldest] = blocked;
      if (oldest !== undefined && blocked.size >= paymentsMax) blocked.delete(oldest);
      blocked.add(id);
    },
    isBlocked: (id) => blocked.has(id),
  };
}
