import {
  type AcquiringGateway,
  type AcquiringGatewayOptions,
  createAcquiringGateway,
} from '@alipay-intl/core';
import {
  type BarcodeOptions,
  type BarcodePayments,
  type BarcodePayRequest,
  type BarcodeRefundRequest,
  createBarcodePayments,
  type PreCreateRequest,
} from '@alipay-intl/payments';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  testPaymentCodes,
} from '@alipay-intl/simulator';
import { alipayPublicPem, clientId, keyText, merchantPrivatePem } from '../../support/answering-server.ts';
import { newId } from '../../support/shop.ts';

export const merchantId = 'TEST_MERCHANT';
const usd = { currency: 'USD', value: '599' } as const;

/** A till's side: a gateway of the acquiring family and the operations over it. */
export interface Till {
  readonly gateway: AcquiringGateway;
  readonly payments: BarcodePayments;
  close(): Promise<void>;
}

export interface TillOptions {
  readonly gateway?: Partial<AcquiringGatewayOptions>;
  readonly barcode?: Partial<BarcodeOptions>;
}

/** Opens a till towards a server that signs with the test keys. */
export async function openTill(baseUrl: string, options: TillOptions = {}): Promise<Till> {
  const gateway = await createAcquiringGateway({
    baseUrl,
    clientId,
    privateKey: merchantPrivatePem,
    alipayPublicKeys: alipayPublicPem,
    ...options.gateway,
  });
  return {
    gateway,
    payments: createBarcodePayments(gateway, { merchantId, ...options.barcode }),
    close: () => gateway.close(),
  };
}

/** Starts a simulator with the fixed test keys, because making keys is the slow part of a start. */
export function startGateway(options: SimulatorOptions = {}): Promise<Simulator> {
  const merchant = {
    clientId,
    merchantPublicKey: keyText('merchant.public.spki.pem'),
    alipayPrivateKey: keyText('alipay.private.pkcs8.pem'),
    ...options.merchant,
  };
  return startSimulator({ notifications: 'off', ...options, merchant });
}

/** Opens a till towards a simulator. */
export function openTillAt(simulator: Simulator, options: TillOptions = {}): Promise<Till> {
  return openTill(`${simulator.url}/api`, options);
}

export function payRequest(changes: Partial<BarcodePayRequest> = {}): BarcodePayRequest {
  return {
    merchantTransId: newId('trans'),
    identityCode: testPaymentCodes.paysAtOnce,
    order: { orderAmount: usd, orderTitle: 'Coffee', seller: { sellerId: '58000001', sellerName: 'Cafe' } },
    ...changes,
  };
}

export function preCreateRequest(changes: Partial<PreCreateRequest> = {}): PreCreateRequest {
  return { merchantTransId: newId('code'), order: { orderAmount: usd, orderTitle: 'Coffee' }, ...changes };
}

export function refundOf(
  acquirementId: string,
  changes: Partial<BarcodeRefundRequest> = {},
): BarcodeRefundRequest {
  return {
    acquirementId,
    merchantRefundId: newId('refund'),
    refundAmount: { currency: 'USD', value: '100' },
    ...changes,
  };
}
