import { createV1Gateway, type V1Gateway, type V1GatewayOptions } from '@alipay-intl/core';
import {
  createInStorePayments,
  type EntryCodePayRequest,
  type InStoreOptions,
  type InStorePayments,
  type OrderCodePayRequest,
  type PaymentCodePayRequest,
  type RefundRequest,
} from '@alipay-intl/payments';
import type { Simulator } from '@alipay-intl/simulator';
import { alipayPublicPem, clientId, merchantPrivatePem } from './answering-server.ts';

/** A merchant's side: a gateway and the in-store operations over it. */
export interface Shop {
  readonly gateway: V1Gateway;
  readonly payments: InStorePayments;
  close(): Promise<void>;
}

interface ShopOptions {
  readonly gateway?: Partial<V1GatewayOptions>;
  readonly inStore?: InStoreOptions;
}

/** Opens a shop towards a server that signs with the test keys. */
export async function openShop(baseUrl: string, options: ShopOptions = {}): Promise<Shop> {
  const gateway = await createV1Gateway({
    baseUrl,
    clientId,
    privateKey: merchantPrivatePem,
    alipayPublicKeys: alipayPublicPem,
    ...options.gateway,
  });
  return {
    gateway,
    payments: createInStorePayments(gateway, options.inStore),
    close: () => gateway.close(),
  };
}

/** Opens a shop towards a simulator. */
export async function openShopAt(simulator: Simulator, options: ShopOptions = {}): Promise<Shop> {
  const { credentials, url } = simulator;
  return openShop(url, {
    ...options,
    gateway: {
      clientId: credentials.clientId,
      privateKey: credentials.merchantPrivateKey ?? '',
      keyVersion: credentials.keyVersion,
      alipayPublicKeys: [{ keyVersion: credentials.keyVersion, publicKey: credentials.alipayPublicKey }],
      ...options.gateway,
    },
  });
}

let idsSoFar = 0;

/** An id that no other test uses. */
export function newId(prefix = 'pay'): string {
  idsSoFar += 1;
  return `${prefix}_${process.pid}_${idsSoFar}`;
}

export const userAgent =
  'Mozilla/5.0 (iPhone) NebulaSDK/1.8.100112 Nebula AliApp(AP/10.1.32.600) AlipayClient/10.1.32.600 AlipayConnect';
export const paymentCode = '281234567890123456';

const order = {
  referenceOrderId: 'order_0001',
  orderDescription: 'Coffee',
  orderAmount: { currency: 'USD', value: '599' },
  merchant: {
    referenceMerchantId: 'M0001',
    merchantName: 'Example Cafe',
    merchantMCC: '5814',
    store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
  },
} as const;

const usd = { currency: 'USD', value: '599' } as const;
const paymentNotifyUrl = 'http://127.0.0.1:9/alipay/notify';

export function entryCodeRequest(changes: Partial<EntryCodePayRequest> = {}): EntryCodePayRequest {
  return {
    paymentRequestId: newId(),
    paymentAmount: usd,
    paymentNotifyUrl,
    order: { ...order, env: { userAgent } },
    ...changes,
  };
}

export function orderCodeRequest(changes: Partial<OrderCodePayRequest> = {}): OrderCodePayRequest {
  return { paymentRequestId: newId(), paymentAmount: usd, paymentNotifyUrl, order, ...changes };
}

export function paymentCodeRequest(changes: Partial<PaymentCodePayRequest> = {}): PaymentCodePayRequest {
  return {
    paymentRequestId: newId(),
    paymentAmount: usd,
    paymentNotifyUrl,
    paymentMethod: { paymentMethodId: paymentCode },
    order: {
      ...order,
      env: { storeTerminalId: 'T1', storeTerminalRequestTime: '2026-11-01T12:00:00+08:00' },
    },
    ...changes,
  };
}

export function refundRequest(changes: Partial<RefundRequest> = {}): RefundRequest {
  return {
    refundRequestId: newId('refund'),
    paymentId: '20261101194010800100188820200000001',
    refundAmount: { currency: 'USD', value: '100' },
    ...changes,
  };
}
