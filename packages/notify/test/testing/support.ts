import {
  createAcquiringVerifier,
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
  type Receipt,
  type Received,
} from '@alipay-intl/notify';
import { createTestAlipay, createTestMerchantKey, type TestAlipay } from '@alipay-intl/notify/testing';

export const clientId = 'T_111222333';
export const path = '/alipay/notify';

const merchantKey = await createTestMerchantKey();

export const alipay: TestAlipay = await createTestAlipay({ clientId, path });

/** A receiver of both families that trusts the test Alipay, and what it has handled. */
export async function createReceiver(
  changes: { readonly clock?: { now(): number }; readonly trusts?: TestAlipay } = {},
): Promise<NotificationReceiver & { readonly handled: readonly Received[] }> {
  const { testKeyRing: keyRing } = changes.trusts ?? alipay;
  const handled: Received[] = [];
  const receiver = createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path, keyRing }),
      acquiring: await createAcquiringVerifier({ clientId, keyRing, privateKey: merchantKey }),
    },
    lookup: 'handler-compares',
    log: createMemoryNotificationLog(),
    handler: (received) => {
      handled.push(received);
    },
    clock: changes.clock,
  });
  return { ...receiver, handled };
}

/** The code of the refusal, or what became of it instead. */
export function refusalOf(receipt: Receipt): string {
  return receipt.kind === 'refused' && 'code' in receipt.error ? receipt.error.code : receipt.kind;
}
