import type { Ledger } from '../payments/ledger.ts';
import type { Money } from '../payments/money.ts';
import type { PaymentRecord, RefundRecord } from '../payments/payment.ts';

/** What a line of a statement tells of. */
export type TransactionKind = 'payment' | 'refund' | 'cancel';

/** One movement of money that the simulator has really processed. */
export interface Transaction {
  readonly kind: TransactionKind;
  readonly payment: PaymentRecord;
  /** `paymentRequestId` or `refundRequestId`; a cancel repeats that of its payment. */
  readonly ownId: string;
  /** `paymentId` or `refundId`; a cancel repeats that of its payment. */
  readonly providerId: string;
  readonly atMs: number;
  /** In the payment's currency; below 0 when it leaves the merchant. */
  readonly amount: Money;
}

/**
 * All movements of money in the ledger, oldest first: payments that were paid, refunds that succeeded, cancels of paid
 * payments. What never moved money is in no statement.
 */
export function readTransactions(ledger: Ledger): readonly Transaction[] {
  return ledger
    .payments()
    .flatMap(transactionsOf)
    .toSorted((one, other) => one.atMs - other.atMs);
}

function transactionsOf(payment: PaymentRecord): readonly Transaction[] {
  const { finalMs, cancelledMs, cancelledUnits, status } = payment;
  const wasPaid = finalMs !== undefined && (status === 'SUCCESS' || status === 'CANCELLED');
  if (!wasPaid) return [];
  const cancelled = cancelledMs !== undefined && cancelledUnits > 0n;
  return [
    moved(payment, 'payment', finalMs, payment.order.amount.units),
    ...payment.refunds.flatMap(refundOf),
    ...(cancelled ? [moved(payment, 'cancel', cancelledMs, -cancelledUnits)] : []),
  ];
}

function moved(payment: PaymentRecord, kind: TransactionKind, atMs: number, units: bigint): Transaction {
  const { amount, paymentRequestId } = payment.order;
  const ids = { ownId: paymentRequestId, providerId: payment.paymentId };
  return { kind, payment, ...ids, atMs, amount: { currency: amount.currency, units } };
}

function refundOf(refund: RefundRecord): readonly Transaction[] {
  const { payment, amount, finalMs, status, refundRequestId, refundId } = refund;
  if (status !== 'SUCCESS' || finalMs === undefined) return [];
  const ids = { ownId: refundRequestId, providerId: refundId };
  const units = -amount.units;
  return [{ kind: 'refund', payment, ...ids, atMs: finalMs, amount: { currency: amount.currency, units } }];
}
