import { createV1Gateway, type V1Gateway } from '@alipay-intl/core/gateway';
import {
  createInStorePayments,
  createPaymentCodeRail,
  type PaymentRail,
  type RailCharge,
} from '@alipay-intl/payments';
import { clientId, payRequest } from './messages.ts';

/** Where a till sends its payments, and with which keys. */
export interface TillOptions {
  readonly baseUrl: string;
  readonly merchantPrivatePem: string;
  readonly alipayPublicPem: string;
}

/** The library as a till uses it. */
export interface Till {
  readonly gateway: V1Gateway;
  /** A rail that has seen no id yet. All of a till share its connections. */
  newRail(): PaymentRail;
}

/** Opens the library towards a gateway. */
export async function openTill({ baseUrl, merchantPrivatePem, alipayPublicPem }: TillOptions): Promise<Till> {
  const gateway = await createV1Gateway({
    baseUrl,
    clientId,
    privateKey: merchantPrivatePem,
    alipayPublicKeys: alipayPublicPem,
  });
  const { order, paymentNotifyUrl } = payRequest('any');
  return {
    gateway,
    newRail: () =>
      createPaymentCodeRail(createInStorePayments(gateway), {
        merchant: order.merchant,
        storeTerminalId: 'till-1',
        paymentNotifyUrl,
        settlementCurrency: 'USD',
      }),
  };
}

/** A scanned code to charge, for an order of its own. */
export function chargeOf(attemptId: string): RailCharge {
  return {
    attemptId,
    orderId: `order-${attemptId}`,
    description: 'Two coffees and a piece of cake',
    amount: { currency: 'USD', value: '599' },
    scannedCode: '281012020262467128',
  };
}
