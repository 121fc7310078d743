import { FieldError, type FieldReader } from '../payments/field-reader.ts';
import type { PaymentOrder } from '../payments/payment.ts';
import type { Settings } from '../settings.ts';

const textMax = 65_535;

/** What pay and preCreate have in common. */
export type SharedOrder = Pick<
  PaymentOrder,
  'family' | 'paymentRequestId' | 'amount' | 'merchantName' | 'orderDescription'
>;

/** Reads the members that pay and preCreate share (docs/wire/acquiring §5.3, §5.4, §6.1, §6.5). Throws FieldError. */
export function readSharedOrder(fields: FieldReader, settings: Settings): SharedOrder {
  if (fields.text('productCode', 64) !== 'OFFLINE_PAY') {
    throw new FieldError('productCode', 'must be OFFLINE_PAY');
  }
  fields.optionalText('settleContractId', 64);
  fields.optionalText('extendInfo', 2048);
  const order = fields.child('order');
  return {
    family: 'acquiring',
    paymentRequestId: fields.text('merchantTransId', 64),
    amount: order.amount('orderAmount', 1n),
    merchantName: sellerName(order) ?? settings.acquiring.merchantId,
    orderDescription: order.optionalText('orderTitle', textMax) ?? '',
  };
}

/** `order` may come without `seller` (docs/wire/acquiring §5.3). */
function sellerName(order: FieldReader): string | undefined {
  const seller = order.optionalChild('seller');
  return seller?.optionalText('sellerName', textMax) ?? seller?.optionalText('storeName', textMax);
}
