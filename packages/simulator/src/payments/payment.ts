import type { Money } from './money.ts';
import type { GatewayResult } from './result.ts';

/** How the buyer and the shop meet (docs/wire/v1 §3.11). */
export type Scenario = 'EntryCode' | 'OrderCode' | 'PaymentCode';

/** The functions by which a payment was placed: v1 (docs/wire/v1 §3) or `alipay.intl.acquiring.*` (docs/wire/acquiring §6). */
export type PaymentFamily = 'v1' | 'acquiring';

/** State of a payment (docs/wire/v1 §5.2). */
export type PaymentStatus = 'PROCESSING' | 'SUCCESS' | 'FAIL' | 'CANCELLED';

/** State of a refund (docs/wire/v1 §3.6). */
export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'FAIL';

/** What a pay request tells of the shop; an empty text stands for what it does not tell. */
export interface ShopFacts {
  /** `referenceMerchantId`, or `sellerId` in the acquiring family. */
  readonly merchantId: string;
  readonly mcc: string;
  readonly storeId: string;
  readonly storeName: string;
}

/** What the merchant asked for when placing a payment. */
export interface PaymentOrder {
  readonly family: PaymentFamily;
  /** `merchantTransId` in the acquiring family. */
  readonly paymentRequestId: string;
  readonly scenario: Scenario;
  readonly amount: Money;
  readonly paymentMethodType: string;
  readonly paymentMethodId: string | undefined;
  readonly merchantName: string;
  readonly orderDescription: string;
  /** The merchant's own number of the order; an empty text when it gave none. */
  readonly referenceOrderId: string;
  readonly shop: ShopFacts;
  /** Always there in v1. */
  readonly notifyUrl: string | undefined;
  readonly redirectUrl: string | undefined;
  readonly expiryMs: number;
}

/** A stored payment; the lifecycle functions alone change it. */
export interface PaymentRecord {
  readonly order: PaymentOrder;
  /** `acquirementId` in the acquiring family. */
  readonly paymentId: string;
  readonly walletToken: string;
  readonly createdMs: number;
  readonly refunds: RefundRecord[];
  status: PaymentStatus;
  /** Reason behind the status, a pay code (docs/wire/v1 §3.3). */
  resultCode: string;
  finalMs: number | undefined;
  cancelledMs: number | undefined;
  /** What the cancel has returned, in the smallest unit; 0 when nothing was paid. */
  cancelledUnits: bigint;
  stopExpiry: () => void;
}

/** A stored refund, refused ones included: a repeat must give the same answer (docs/wire/v1 §5.8). */
export interface RefundRecord {
  readonly refundRequestId: string;
  readonly refundId: string;
  readonly payment: PaymentRecord;
  readonly amount: Money;
  status: RefundStatus;
  result: GatewayResult;
  finalMs: number | undefined;
}

/** Money that refunds have returned or have reserved. */
export function refundedUnits(payment: PaymentRecord): bigint {
  return payment.refunds.reduce(
    (sum, refund) => (refund.status === 'FAIL' ? sum : sum + refund.amount.units),
    0n,
  );
}
