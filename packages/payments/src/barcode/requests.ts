import type { Amount } from '@alipay-intl/core/money';

/** The merchant's outlet, as the order names it. Further members travel as they are. docs/wire/acquiring §5.4. */
export interface Seller {
  /** Your id of the secondary merchant: letters, digits, underscore; at most 32. */
  readonly sellerId?: string | undefined;
  readonly sellerName?: string | undefined;
  /** Merchant category code, four digits. */
  readonly sellerMCC?: string | undefined;
  /** Your id of the store, at most 32 characters. */
  readonly storeId?: string | undefined;
  readonly storeName?: string | undefined;
  readonly [further: string]: unknown;
}

/** What is sold. Further members travel as they are, because the object table is not public. docs/wire/acquiring §5.3. */
export interface BarcodeOrder {
  /** Smallest unit, at least 1. This is what is charged. */
  readonly orderAmount: Amount;
  readonly orderTitle?: string | undefined;
  readonly orderDetail?: string | undefined;
  readonly seller?: Seller | undefined;
  readonly [further: string]: unknown;
}

interface ChargeMembers {
  /**
   * Your id of this attempt, 1 to 64 of `[A-Za-z0-9_-]`. Store it before calling. A fresh code from the buyer needs a
   * new id, once the old one is ended. docs/wire/acquiring §9.
   */
  readonly merchantTransId: string;
  readonly order: BarcodeOrder;
  /** Which settlement contract applies; the contract's default when left out. */
  readonly settleContractId?: string | undefined;
  /** Optional, strongly recommended. docs/wire/acquiring §5.6. */
  readonly riskInfo?: object | undefined;
  /** Dialect `hk-2.0.0` only. docs/wire/acquiring §5.5. */
  readonly envInfo?: object | undefined;
  /** JSON in text, at most 2048 characters. */
  readonly extendInfo?: string | undefined;
}

/** Charges the code that the buyer shows. docs/wire/acquiring §6.1. */
export interface BarcodePayRequest extends ChargeMembers {
  /** The scanned code: 16 to 64 digits. It is as good as money: never store or log it. */
  readonly identityCode: string;
}

/** Makes a code that the buyer scans, or the payment behind a static entry code. docs/wire/acquiring §6.5. */
export interface PreCreateRequest extends ChargeMembers {
  /** Where the notification goes. */
  readonly notifyUrl?: string | undefined;
  /** The page that the buyer sees after paying; it proves nothing. */
  readonly merchantRedirectUrl?: string | undefined;
  /** `THIRDPARTYQRCODE` for an entry code. */
  readonly sceneType?: string | undefined;
  /** The User-Agent of the buyer's wallet, unchanged; for an entry code. */
  readonly userAgent?: string | undefined;
}

/** Names a transaction; `acquirementId` wins where both are given. docs/wire/acquiring §6.2. */
export type TransactionReference =
  | { readonly merchantTransId: string; readonly acquirementId?: string | undefined }
  | { readonly acquirementId: string; readonly merchantTransId?: undefined };

/** Gives money back, in full or in part. docs/wire/acquiring §6.4. */
export interface BarcodeRefundRequest {
  /** Alipay's id of the transaction; there is no way by `merchantTransId`. */
  readonly acquirementId: string;
  /** Your id of this refund: unique for the merchant, and no `merchantTransId`. Repeat it unchanged. docs/wire/acquiring §9. */
  readonly merchantRefundId: string;
  /** Smallest unit, in the order's currency; all refunds together never exceed the payment. */
  readonly refundAmount: Amount;
  /** Shown to the buyer. At most 256 characters. */
  readonly refundReason?: string | undefined;
  readonly extendInfo?: string | undefined;
}

/** Registers or changes a secondary merchant. docs/wire/acquiring §6.8. */
export interface MaintainIndirectMerchantRequest {
  readonly operationType: 'ADD' | 'MODIFY';
  /** Further members travel as they are. */
  readonly sellerInfo: { readonly sellerId: string; readonly [further: string]: unknown };
  /** Stores only. */
  readonly storeInfo?: object | undefined;
  readonly notifyUrl?: string | undefined;
  readonly extendInfo?: string | undefined;
}

/** Names a secondary merchant, or one of its stores. docs/wire/acquiring §6.8. */
export interface IndirectMerchantReference {
  readonly sellerId: string;
  readonly storeId?: string | undefined;
  readonly paymentScene?: 'ONLINE' | 'OFFLINE' | undefined;
}

/** Settings of a single call. */
export interface BarcodeCallOptions {
  /** Access token of an ISV; travels in `head.reserve`. docs/wire/acquiring §3.2. */
  readonly isvAccessToken?: string | undefined;
  /** Milliseconds until the call is given up; the gateway's when left out. */
  readonly deadlineMs?: number | undefined;
  /** Gives the call up from outside. */
  readonly signal?: AbortSignal | undefined;
}
