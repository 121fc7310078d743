import { signedContent } from '@alipay-intl/core/signing';
import type { EntryCodePayRequest } from '@alipay-intl/payments';

/** Who calls in every benchmark. */
export const clientId = 'SANDBOX_5Y0000000000000000';

/** The path that is sent and signed: the client id is one of the sandbox. */
export const payPath = '/ams/sandbox/api/v1/payments/pay';

/** The path of a query. */
export const queryPath = '/ams/sandbox/api/v1/payments/inquiryPayment';

/** When every signed message was signed. */
export const messageTime = '1793506200000';

/** What an Entry Code shop passes to `payEntryCode`. */
export function payRequest(paymentRequestId: string): EntryCodePayRequest {
  return {
    paymentRequestId,
    paymentAmount: { currency: 'USD', value: '599' },
    paymentNotifyUrl: 'https://shop.example/alipay/notify',
    paymentRedirectUrl: 'https://shop.example/orders/202611010001',
    settlementStrategy: { settlementCurrency: 'USD' },
    order: {
      referenceOrderId: 'order-202611010001',
      orderDescription: 'Two coffees and a piece of cake',
      orderAmount: { currency: 'USD', value: '599' },
      merchant: {
        referenceMerchantId: 'merchant-0001',
        merchantMCC: '5814',
        merchantName: 'Example Coffee Company Limited',
        merchantDisplayName: 'Example Coffee',
        merchantAddress: { region: 'US', city: 'San Mateo', address1: '400 Concar Drive', zipCode: '94402' },
        store: {
          referenceStoreId: 'store-0001',
          storeName: 'Example Coffee, Station',
          storeMCC: '5814',
          storeAddress: { region: 'US', city: 'San Mateo', address1: '1 Station Square', zipCode: '94402' },
        },
      },
      goods: [
        {
          referenceGoodsId: 'coffee',
          goodsName: 'Coffee',
          goodsUnitAmount: { currency: 'USD', value: '175' },
          goodsQuantity: '2',
        },
        {
          referenceGoodsId: 'cake',
          goodsName: 'Piece of cake',
          goodsUnitAmount: { currency: 'USD', value: '249' },
          goodsQuantity: '1',
        },
      ],
      env: {
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 AlipayClient/10.7.20 Language/en',
        clientIp: '203.0.113.7',
      },
    },
  };
}

/** The body that `payEntryCode` sends for {@link payRequest}. */
export function payBody(): Buffer {
  return Buffer.from(
    JSON.stringify({
      productCode: 'IN_STORE_PAYMENT',
      ...payRequest('019a3e5c-7a00-7000-8000-000000000000'),
      paymentExpiryTime: '2026-11-01T04:20:00+00:00',
      paymentFactor: { inStorePaymentScenario: 'EntryCode' },
      paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
    }),
  );
}

/** The bytes that are signed for {@link payBody}. */
export function payContent(): Buffer {
  return signedContent({ method: 'POST', path: payPath, clientId, time: messageTime }, payBody());
}
