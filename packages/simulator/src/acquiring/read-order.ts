import { FieldError, type FieldReader } from '../payments/field-reader.ts';
import type { PaymentOrder, ShopFacts } from '../payments/payment.ts';
import type { Settings } from '../settings.ts';

const textMax = 65_535;

/** What pay and preCreate have in common. */
export type SharedOrder = Pick<
  PaymentOrder,
  'family' | 'paymentRequestId' | 'amount' | 'merchantName' | 'orderDescription' | 'referenceOrderId' | 'shop'
>;

/** Reads the members that pay and preCreate share (docs/wire/acquiring §5.3, §5.4, §6.1, §6.5). Throws FieldError. */
export function readSharedOrder(fields: FieldReader, settings: Settings): SharedOrder {
  if (fields.text('productCode', 64) !== 'OFFLINE_PAY') {
    throw new FieldError('productCode', 'must be OFFLINE_PAY');
  }
  fields.optionalText('settleContractId', 64);
  fields.optionalText('extendInfo', 2048);
  const order = fields.child('order');
  const seller = order.optionalChild('seller');
  const shop = readShop(seller);
  return {
    family: 'acquiring',
    paymentRequestId: fields.text('merchantTransId', 64),
    amount: order.amount('orderAmount', 1n),
    merchantName:
      seller?.optionalText('sellerName', textMax) ?? (shop.storeName || settings.acquiring.merchantId),
    orderDescription: order.optionalText('orderTitle', textMax) ?? '',
    referenceOrderId: '',
    shop,
  };
}

/** `order` may come without `seller` (docs/wire/acquiring §5.3). */
function readShop(seller: FieldReader | undefined): ShopFacts {
  return {
    merchantId: seller?.optionalText('sellerId', textMax) ?? '',
    mcc: seller?.optionalText('sellerMCC', textMax) ?? '',
    storeId: seller?.optionalText('storeId', textMax) ?? '',
    storeName: seller?.optionalText('storeName', textMax) ?? '',
  };
}
