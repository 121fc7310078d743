import { formatIsoTime } from '../iso-time.ts';
import { type AmountText, toAmountText } from '../payments/money.ts';
import { walletUrl } from '../payments/pay-answer.ts';
import {
  type PaymentFamily,
  type PaymentRecord,
  type PaymentStatus,
  type RefundRecord,
  type RefundStatus,
  refundedUnits,
  type Scenario,
} from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';

/** A refund as it stands now; times are ISO 8601, amounts are in the smallest unit. */
export interface RefundSnapshot {
  readonly refundRequestId: string;
  readonly refundId: string;
  readonly refundAmount: AmountText;
  readonly refundStatus: RefundStatus;
  readonly resultCode: string;
  readonly refundTime: string | undefined;
}

/**
 * A payment as it stands now; times are ISO 8601, amounts are in the smallest unit. It never holds the payment code.
 * In the acquiring family `paymentRequestId` is the `merchantTransId`, `paymentId` the `acquirementId`.
 */
export interface PaymentSnapshot {
  readonly paymentRequestId: string;
  readonly paymentId: string;
  /** By which functions it was placed. */
  readonly family: PaymentFamily;
  readonly scenario: Scenario;
  readonly paymentStatus: PaymentStatus;
  readonly paymentResultCode: string;
  readonly paymentAmount: AmountText;
  /** What refunds have returned or have reserved. */
  readonly refundedAmount: AmountText;
  readonly merchantName: string;
  readonly paymentCreateTime: string;
  readonly paymentExpiryTime: string;
  readonly paymentTime: string | undefined;
  readonly cancelTime: string | undefined;
  /** The page on which the buyer pays or refuses. */
  readonly walletUrl: string;
  readonly refunds: readonly RefundSnapshot[];
}

/** Copies a payment for the outside. */
export function toPaymentSnapshot(simulation: Simulation, payment: PaymentRecord): PaymentSnapshot {
  const { order } = payment;
  return {
    paymentRequestId: order.paymentRequestId,
    paymentId: payment.paymentId,
    family: order.family,
    scenario: order.scenario,
    paymentStatus: payment.status,
    paymentResultCode: payment.resultCode,
    paymentAmount: toAmountText(order.amount),
    refundedAmount: toAmountText({ currency: order.amount.currency, units: refundedUnits(payment) }),
    merchantName: order.merchantName,
    paymentCreateTime: formatIsoTime(payment.createdMs),
    paymentExpiryTime: formatIsoTime(order.expiryMs),
    paymentTime: payment.finalMs === undefined ? undefined : formatIsoTime(payment.finalMs),
    cancelTime: payment.cancelledMs === undefined ? undefined : formatIsoTime(payment.cancelledMs),
    walletUrl: walletUrl(simulation, payment),
    refunds: payment.refunds.map(toRefundSnapshot),
  };
}

/** Copies a refund for the outside. */
export function toRefundSnapshot(refund: RefundRecord): RefundSnapshot {
  return {
    refundRequestId: refund.refundRequestId,
    refundId: refund.refundId,
    refundAmount: toAmountText(refund.amount),
    refundStatus: refund.status,
    resultCode: refund.result.resultCode,
    refundTime: refund.finalMs === undefined ? undefined : formatIsoTime(refund.finalMs),
  };
}
