import type { Amount } from '@alipay-intl/core/money';
import type { EntryCodeEnv, Order, OrderCodeEnv, TerminalEnv } from './order.ts';

interface PayRequest<Env> {
  /**
   * Your id of this attempt, 1 to 64 of `[A-Za-z0-9_-]`. Store it before calling. The same id repeats the same
   * payment; it never makes a second one. docs/wire/v1 §5.8.
   */
  readonly paymentRequestId: string;
  /** What to collect, in the smallest unit of the order's currency; at least 1. */
  readonly paymentAmount: Amount;
  readonly order: Order<Env>;
  /** Where the notification goes; best without a query string. At most 2048 characters. */
  readonly paymentNotifyUrl: string;
  /** After this moment the payment must not succeed. ISO 8601 with offset. docs/wire/v1 §5.5. */
  readonly paymentExpiryTime?: string | undefined;
  /** Needed when several settlement currencies are contracted. docs/wire/v1 §12 row 16. */
  readonly settlementStrategy?: { readonly settlementCurrency: string } | undefined;
  /** ISO 3166 code of two letters. */
  readonly merchantRegion?: string | undefined;
  readonly merchantAccountId?: string | undefined;
  readonly extendInfo?: string | undefined;
}

/** Asks for a payment that began on the shop's Entry Code page. docs/wire/v1 §3.1, §8.2. */
export interface EntryCodePayRequest extends PayRequest<EntryCodeEnv> {
  /** The page that the buyer sees after paying; it proves nothing. At most 2048 characters. */
  readonly paymentRedirectUrl?: string | undefined;
}

/** Asks for a code that the merchant shows and the buyer scans. docs/wire/v1 §3.1, §3.12. */
export interface OrderCodePayRequest extends Omit<PayRequest<OrderCodeEnv>, 'order'> {
  readonly order: Omit<Order<OrderCodeEnv>, 'env'> & { readonly env?: OrderCodeEnv | undefined };
  readonly paymentRedirectUrl?: string | undefined;
}

/** Charges the code that the buyer shows. docs/wire/v1 §3.1, §3.13. */
export interface PaymentCodePayRequest extends PayRequest<TerminalEnv> {
  readonly paymentMethod: {
    /** The scanned code: 16 to 32 digits beginning with 25 to 30. It is as good as money: never store or log it. */
    readonly paymentMethodId: string;
  };
}

/** Names a payment by your id or by Alipay's; `paymentId` wins where both are given. docs/wire/v1 §3.3, §3.4. */
export type PaymentReference =
  | { readonly paymentRequestId: string; readonly paymentId?: string | undefined }
  | { readonly paymentId: string; readonly paymentRequestId?: undefined };

/** Gives money back, in full or in part. docs/wire/v1 §3.5. */
export interface RefundRequest {
  /** Your id of this refund, 1 to 64 of `[A-Za-z0-9_-]`. Store it before calling; repeat it unchanged. */
  readonly refundRequestId: string;
  /** The payment to refund: Alipay's id. */
  readonly paymentId: string;
  /** Smallest unit, in the payment's currency; all refunds together never exceed the payment. */
  readonly refundAmount: Amount;
  readonly referenceRefundId?: string | undefined;
  /** Shown to the buyer. At most 256 characters. */
  readonly refundReason?: string | undefined;
  readonly refundNotifyUrl?: string | undefined;
  /** Booleans travel as text. docs/wire/v1 §1.7. */
  readonly isAsyncRefund?: 'true' | 'false' | undefined;
  readonly extendInfo?: string | undefined;
}

/** Names a refund by your id or by Alipay's; `refundId` wins where both are given. docs/wire/v1 §3.6. */
export type RefundReference =
  | { readonly refundRequestId: string; readonly refundId?: string | undefined }
  | { readonly refundId: string; readonly refundRequestId?: undefined };

/** Settings of a single call. */
export interface CallOptions {
  /** Sent as `Agent-Token`: with it an ISV acts for a merchant. docs/wire/v1 §1.3. */
  readonly agentToken?: string | undefined;
  /** Milliseconds until the call is given up; the gateway's when left out. */
  readonly deadlineMs?: number | undefined;
  /** Gives the call up from outside. */
  readonly signal?: AbortSignal | undefined;
}
