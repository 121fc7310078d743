import { z } from 'zod';
import {
  amount,
  categoryCode,
  currencyCode,
  eitherOf,
  isoTime,
  regionCode,
  requestId,
  text,
  unboundedText,
  webUrl,
} from '../schema-parts.ts';
import type { Address, Buyer, EntryCodeEnv, Goods, Merchant, Store, TerminalEnv } from './order.ts';
import type {
  EntryCodePayRequest,
  OrderCodePayRequest,
  PaymentCodePayRequest,
  PaymentReference,
  RefundReference,
  RefundRequest,
} from './requests.ts';

// Unknown members are refused: a mistyped one would otherwise be sent and silently ignored.
// Lengths and rules: docs/wire/v1 §3.1, §3.5, §3.11.

const address: z.ZodType<Address> = z.strictObject({
  region: regionCode,
  state: text(8).optional(),
  city: text(32).optional(),
  address1: text(256).optional(),
  address2: text(256).optional(),
  zipCode: text(32).optional(),
});

const store: z.ZodType<Store> = z.strictObject({
  referenceStoreId: text(32),
  storeName: unboundedText,
  storeMCC: categoryCode,
  storeDisplayName: unboundedText.optional(),
  storeTerminalId: unboundedText.optional(),
  storeOperatorId: unboundedText.optional(),
  storeAddress: address.optional(),
  storePhoneNo: unboundedText.optional(),
});

const merchant: z.ZodType<Merchant> = z.strictObject({
  referenceMerchantId: text(32),
  merchantMCC: categoryCode,
  merchantName: text(256),
  merchantDisplayName: text(64).optional(),
  merchantAddress: address.optional(),
  merchantRegisterDate: isoTime.optional(),
  store,
});

const goods: z.ZodType<Goods> = z.strictObject({
  referenceGoodsId: text(64),
  goodsName: text(256),
  goodsCategory: text(64).optional(),
  goodsBrand: unboundedText.optional(),
  goodsUnitAmount: amount.optional(),
  goodsQuantity: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'expected digits, at least 1')
    .optional(),
  goodsSkuName: unboundedText.optional(),
  goodsUrl: webUrl(2048).optional(),
});

const buyer: z.ZodType<Buyer> = z.strictObject({
  referenceBuyerId: text(64).optional(),
  buyerPhoneNo: text(24).optional(),
  buyerEmail: text(64).optional(),
});

const entryCodeEnv: z.ZodType<EntryCodeEnv> = z.strictObject({
  userAgent: unboundedText,
  clientIp: text(64).optional(),
  storeTerminalId: unboundedText.optional(),
});

const terminalEnv = z.strictObject({ storeTerminalId: unboundedText, storeTerminalRequestTime: isoTime });

const orderParts = {
  referenceOrderId: text(64),
  orderDescription: text(256),
  orderAmount: amount,
  merchant,
  goods: z.array(goods).max(100, 'at most 100 kinds of goods').optional(),
  buyer: buyer.optional(),
  orderDiscountAmount: amount.optional(),
  extendInfo: unboundedText.optional(),
};

const payParts = {
  paymentRequestId: requestId,
  paymentAmount: amount,
  paymentNotifyUrl: webUrl(2048),
  paymentExpiryTime: isoTime.optional(),
  settlementStrategy: z.strictObject({ settlementCurrency: currencyCode }).optional(),
  merchantRegion: regionCode.optional(),
  merchantAccountId: text(32).optional(),
  extendInfo: unboundedText.optional(),
};

/** What `payEntryCode` takes. */
export const entryCodePayRequest: z.ZodType<EntryCodePayRequest> = z.strictObject({
  ...payParts,
  paymentRedirectUrl: webUrl(2048).optional(),
  order: z.strictObject({ ...orderParts, env: entryCodeEnv }),
});

/** What `payOrderCode` takes. */
export const orderCodePayRequest: z.ZodType<OrderCodePayRequest> = z.strictObject({
  ...payParts,
  paymentRedirectUrl: webUrl(2048).optional(),
  order: z.strictObject({ ...orderParts, env: terminalEnv.partial().optional() }),
});

/** What `payPaymentCode` takes. The code's length and prefix: docs/wire/v1 §3.13. */
export const paymentCodePayRequest: z.ZodType<PaymentCodePayRequest> = z.strictObject({
  ...payParts,
  paymentMethod: z.strictObject({
    paymentMethodId: z
      .string()
      .regex(/^(?:2[5-9]|30)\d{14,30}$/, 'expected 16 to 32 digits beginning with 25 to 30'),
  }),
  order: z.strictObject({ ...orderParts, env: terminalEnv as z.ZodType<TerminalEnv> }),
});

/** What `inquiryPayment` and `cancel` take. */
export const paymentReference: z.ZodType<PaymentReference> = eitherOf<PaymentReference>(
  'paymentRequestId',
  'paymentId',
);

/** What `refund` takes. */
export const refundRequest: z.ZodType<RefundRequest> = z.strictObject({
  refundRequestId: requestId,
  paymentId: text(64),
  refundAmount: amount,
  referenceRefundId: text(64).optional(),
  refundReason: text(256).optional(),
  refundNotifyUrl: webUrl(1024).optional(),
  isAsyncRefund: z.enum(['true', 'false']).optional(),
  extendInfo: unboundedText.optional(),
});

/** What `inquiryRefund` takes. */
export const refundReference: z.ZodType<RefundReference> = eitherOf<RefundReference>(
  'refundRequestId',
  'refundId',
);
