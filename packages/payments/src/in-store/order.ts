import type { Amount } from '@alipay-intl/core/money';

/** A postal address. Lengths: docs/wire/v1 §3.11. */
export interface Address {
  /** ISO 3166 code of two letters. */
  readonly region: string;
  readonly state?: string | undefined;
  readonly city?: string | undefined;
  readonly address1?: string | undefined;
  readonly address2?: string | undefined;
  readonly zipCode?: string | undefined;
}

/** The place of the sale. docs/wire/v1 §3.1, §3.11. */
export interface Store {
  /** Your id of the store, at most 32 characters. */
  readonly referenceStoreId: string;
  readonly storeName: string;
  /** Merchant category code, four digits. The wire spells it `storeMCC`. */
  readonly storeMCC: string;
  readonly storeDisplayName?: string | undefined;
  readonly storeTerminalId?: string | undefined;
  readonly storeOperatorId?: string | undefined;
  readonly storeAddress?: Address | undefined;
  readonly storePhoneNo?: string | undefined;
}

/** The merchant. docs/wire/v1 §3.1, §3.11. */
export interface Merchant {
  /** Id of the merchant at its PSP or acquirer, at most 32 characters. */
  readonly referenceMerchantId: string;
  /** Merchant category code, four digits. */
  readonly merchantMCC: string;
  /** At most 256 characters. */
  readonly merchantName: string;
  /** At most 64 characters. */
  readonly merchantDisplayName?: string | undefined;
  readonly merchantAddress?: Address | undefined;
  /** ISO 8601 with offset. */
  readonly merchantRegisterDate?: string | undefined;
  readonly store: Store;
}

/** One kind of goods in the order. docs/wire/v1 §3.11. */
export interface Goods {
  readonly referenceGoodsId: string;
  readonly goodsName: string;
  readonly goodsCategory?: string | undefined;
  readonly goodsBrand?: string | undefined;
  readonly goodsUnitAmount?: Amount | undefined;
  /** Digits, at least 1. */
  readonly goodsQuantity?: string | undefined;
  readonly goodsSkuName?: string | undefined;
  readonly goodsUrl?: string | undefined;
}

/** The buyer as the shop knows it. docs/wire/v1 §3.11. */
export interface Buyer {
  readonly referenceBuyerId?: string | undefined;
  readonly buyerPhoneNo?: string | undefined;
  readonly buyerEmail?: string | undefined;
}

/** Where an Entry Code page was opened. */
export interface EntryCodeEnv {
  /** The User-Agent header of the page request, unchanged: Alipay chooses the wallet by it. docs/wire/v1 §8.2. */
  readonly userAgent: string;
  readonly clientIp?: string | undefined;
  readonly storeTerminalId?: string | undefined;
}

/** The terminal that scanned a payment code. docs/wire/v1 §3.1. */
export interface TerminalEnv {
  readonly storeTerminalId: string;
  /** ISO 8601 with offset. */
  readonly storeTerminalRequestTime: string;
}

/** The terminal that shows an order code, where it matters. */
export interface OrderCodeEnv {
  readonly storeTerminalId?: string | undefined;
  /** ISO 8601 with offset. */
  readonly storeTerminalRequestTime?: string | undefined;
}

/** What is sold. Shown on the buyer's bill and used for risk control. docs/wire/v1 §3.11. */
export interface Order<Env> {
  /** Your id of the order; keep it when a new attempt takes a new `paymentRequestId`. At most 64 characters. */
  readonly referenceOrderId: string;
  /** At most 256 characters. */
  readonly orderDescription: string;
  /** Smallest unit. Not reconciled with `paymentAmount` by Alipay. */
  readonly orderAmount: Amount;
  readonly merchant: Merchant;
  readonly env: Env;
  /** At most 100 kinds. */
  readonly goods?: readonly Goods[] | undefined;
  readonly buyer?: Buyer | undefined;
  readonly orderDiscountAmount?: Amount | undefined;
  readonly extendInfo?: string | undefined;
}
