import { createV1Gateway, type V1Gateway } from '@alipay-intl/core/gateway';
import { createInStorePayments, createRequestId, type RequestIdGuard } from '@alipay-intl/payments';
import type { KeyPair } from './keys.ts';
import { clientId, payRequest } from './messages.ts';

/** The library as a shop uses it. */
export interface InStoreClient {
  readonly gateway: V1Gateway;
  /** Places one payment under an id of its own, and fails unless it was placed. */
  payOnce(): Promise<void>;
}

/** Opens the library towards a gateway. */
export async function createInStoreClient(options: {
  readonly baseUrl: string;
  readonly merchant: KeyPair;
  readonly alipay: KeyPair;
  readonly requestIdGuard?: RequestIdGuard;
}): Promise<InStoreClient> {
  const { baseUrl, merchant, alipay, requestIdGuard } = options;
  const gateway = await createV1Gateway({
    baseUrl,
    clientId,
    privateKey: merchant.privatePem,
    alipayPublicKeys: alipay.publicPem,
  });
  const payments = createInStorePayments(gateway, { requestIdGuard });
  return {
    gateway,
    async payOnce() {
      const outcome = await payments.payEntryCode(payRequest(createRequestId()));
      if (outcome.kind !== 'placed') throw new Error(`The payment was not placed, but ${outcome.kind}.`);
    },
  };
}
