import type { EntryCodePayRequest } from '@alipay-intl/payments';

/** A coffee, sold on Main Street. */
export const order: EntryCodePayRequest['order'] = {
  referenceOrderId: 'order-1',
  orderDescription: 'Coffee',
  orderAmount: { currency: 'USD', value: '599' },
  merchant: {
    referenceMerchantId: 'M0001',
    merchantName: 'Example Cafe',
    merchantMCC: '5814',
    store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
  },
  env: { userAgent: 'Mozilla/5.0 Nebula AliApp(APHK/5.1.0) AlipayClientHK/5.1.0 AlipayConnect' },
};
