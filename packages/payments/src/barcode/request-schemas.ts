import { z } from 'zod';
import {
  amount,
  categoryCode,
  copiedObject,
  eitherOf,
  openObject,
  requestId,
  text,
  unboundedText,
  webUrl,
} from '../schema-parts.ts';
import type {
  BarcodeOrder,
  BarcodePayRequest,
  BarcodeRefundRequest,
  IndirectMerchantReference,
  MaintainIndirectMerchantRequest,
  PreCreateRequest,
  Seller,
  TransactionReference,
} from './requests.ts';

type SellerInfo = MaintainIndirectMerchantRequest['sellerInfo'];

// Lengths and rules: docs/wire/acquiring §5, §6. Unknown members are refused, but for the objects whose tables are not
// public: those travel as they are.

const sellerId = text(32).regex(/^\w+$/, 'only letters, digits and underscore');

const seller: z.ZodType<Seller> = z.looseObject({
  sellerId: sellerId.optional(),
  sellerName: unboundedText.optional(),
  sellerMCC: categoryCode.optional(),
  storeId: text(32).optional(),
  storeName: unboundedText.optional(),
});

const orderMembers: z.ZodType<BarcodeOrder> = z.looseObject({
  orderAmount: amount,
  orderTitle: unboundedText.optional(),
  orderDetail: unboundedText.optional(),
  seller: seller.optional(),
});

// Members that are not documented may hold objects, so the whole is copied before it is checked.
const order: z.ZodType<BarcodeOrder> = copiedObject.pipe(orderMembers as z.ZodType<BarcodeOrder, object>);

const chargeParts = {
  merchantTransId: requestId,
  order,
  settleContractId: text(64).optional(),
  riskInfo: openObject.optional(),
  envInfo: openObject.optional(),
  extendInfo: text(2048).optional(),
};

/** What `pay` takes. Shorter digits are a product's barcode, not a buyer's. docs/wire/acquiring §6.1. */
export const barcodePayRequest: z.ZodType<BarcodePayRequest> = z.strictObject({
  ...chargeParts,
  identityCode: z.string().regex(/^\d{16,64}$/, 'expected 16 to 64 digits, as scanned from the buyer'),
});

/** What `preCreate` takes. */
export const preCreateRequest: z.ZodType<PreCreateRequest> = z.strictObject({
  ...chargeParts,
  notifyUrl: webUrl(1024).optional(),
  merchantRedirectUrl: webUrl(2048).optional(),
  sceneType: text(64).optional(),
  userAgent: unboundedText.optional(),
});

/** What `payQuery` and `payCancel` take. */
export const transactionReference: z.ZodType<TransactionReference> = eitherOf<TransactionReference>(
  'merchantTransId',
  'acquirementId',
);

/** What `refund` takes. */
export const barcodeRefundRequest: z.ZodType<BarcodeRefundRequest> = z.strictObject({
  acquirementId: text(64),
  merchantRefundId: requestId,
  refundAmount: amount,
  refundReason: text(256).optional(),
  extendInfo: text(2048).optional(),
});

/** What `indirectMerchant.maintain` takes. */
export const maintainRequest: z.ZodType<MaintainIndirectMerchantRequest> = z.strictObject({
  operationType: z.enum(['ADD', 'MODIFY']),
  sellerInfo: copiedObject.pipe(z.looseObject({ sellerId }) as unknown as z.ZodType<SellerInfo, object>),
  storeInfo: openObject.optional(),
  notifyUrl: webUrl(1024).optional(),
  extendInfo: text(2048).optional(),
});

/** What `indirectMerchant.query` and `.archive` take. */
export const indirectMerchantReference: z.ZodType<IndirectMerchantReference> = z.strictObject({
  sellerId,
  storeId: text(32).optional(),
  paymentScene: z.enum(['ONLINE', 'OFFLINE']).optional(),
});
