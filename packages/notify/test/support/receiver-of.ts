import type { AlipayError } from '@alipay-intl/core';
import { isAlipayError } from '@alipay-intl/core';
import {
  createNotificationReceiver,
  type NotificationReceiver,
  type NotificationVerifier,
  type Received,
} from '@alipay-intl/notify';
import { forgetfulLog } from '../../../../test/support/forgetful-log.ts';

/** What a test of an adapter chooses of its receiver. */
export interface ReceiverChoice {
  readonly verifier: NotificationVerifier<never> | NotificationVerifier;
  readonly onNotification: (received: Received) => Promise<void> | void;
  readonly onRefused?: ((error: AlipayError) => unknown) | undefined;
  readonly bodyBytesMax?: number | undefined;
  readonly bodyTimeoutMs?: number | undefined;
}

/** A receiver for either family, whichever the verifier is for. */
export function receiverOf(choice: ReceiverChoice): NotificationReceiver {
  const verifier = choice.verifier as never;
  return createNotificationReceiver({
    verifiers: { v1: verifier, acquiring: verifier },
    lookup: 'handler-compares',
    // The sealed messages have fixed times; the window has tests of its own.
    window: { pastMs: 366 * 86_400_000, futureMs: 86_400_000 },
    clock: { now: () => Date.parse('2026-11-01T12:00:00+08:00') },
    log: forgetfulLog,
    handler: choice.onNotification,
    bodyBytesMax: choice.bodyBytesMax,
    bodyTimeoutMs: choice.bodyTimeoutMs,
    onReceipt: (receipt) => {
      if (receipt.kind === 'refused' && isAlipayError(receipt.error)) choice.onRefused?.(receipt.error);
    },
  });
}
