import { type Amount, amountFromDecimal, createAcquiringGateway } from '@alipay-intl/core';
import type { SleepingClock } from '@alipay-intl/core/time';
import {
  type Checkout,
  createBarcodePayments,
  createBarcodeRail,
  createCheckout,
  type RailCharge,
} from '@alipay-intl/payments';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { type Simulator, testPaymentCodes } from '@alipay-intl/simulator';

/** Sells over a counter; every payment and refund is in the journal of the store. */
export interface Shop {
  /** Sells something for so much, and tells the id of the payment. */
  sell(currency: string, price: string): Promise<string>;
  /** Gives some of it back, and tells the id of the refund. */
  refund(attemptId: string, currency: string, price: string): Promise<string>;
  close(): Promise<void>;
}

/** What a shop needs. */
export interface ShopParts {
  readonly simulator: Simulator;
  readonly store: Store;
  readonly scope: string;
  readonly clock: SleepingClock;
}

/** Opens a shop. */
export async function openShop({ simulator, store, scope, clock }: ShopParts): Promise<Shop> {
  const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = simulator.credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    privateKey: merchantPrivateKey,
    alipayPublicKeys: alipayPublicKey,
    clock,
  });
  const checkout = createCheckout({
    rail: createBarcodeRail(createBarcodePayments(gateway, { merchantId })),
    journal: createPostgresJournal(store, { scope }),
    clock,
  });
  let count = 0;
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const nextId = (): string => {
    count += 1;
    return `${day}-${String(count).padStart(3, '0')}`;
  };
  return {
    sell: (currency, price) => sell(checkout, `sale-${nextId()}`, amountFromDecimal(currency, price)),
    refund: async (attemptId, currency, price) => {
      const refundAttemptId = `refund-${nextId()}`;
      const amount = amountFromDecimal(currency, price);
      const refund = await checkout.refund({ attemptId, refundAttemptId, amount });
      if (refund.kind !== 'refunded') throw new Error(`The refund came out as ${refund.kind}.`);
      return refundAttemptId;
    },
    close: () => gateway.close(),
  };
}

async function sell(checkout: Checkout<RailCharge>, attemptId: string, amount: Amount): Promise<string> {
  const outcome = await checkout.collect({
    attemptId,
    orderId: `order-of-${attemptId}`,
    description: 'Coffee and cake',
    amount,
    scannedCode: testPaymentCodes.paysAtOnce,
  });
  if (outcome.kind !== 'paid') throw new Error(`The sale came out as ${outcome.kind}.`);
  return attemptId;
}
