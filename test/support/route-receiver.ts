import type { AlipayError } from '@alipay-intl/core';
import { createNotificationReceiver, type NotificationReceiver, type Received } from '@alipay-intl/notify';
import { forgetfulLog } from './forgetful-log.ts';

type ReceiverOptions = Parameters<typeof createNotificationReceiver>[0];

/** A receiver that remembers nothing and whose handler compares. Simulated clocks may stand anywhere, so its window is wide. */
export function routeReceiver(
  options: Pick<ReceiverOptions, 'verifiers' | 'clock'> & {
    readonly onNotification: (received: Received) => Promise<void> | void;
    readonly onRefused?: (error: AlipayError) => void;
  },
): NotificationReceiver {
  return createNotificationReceiver({
    verifiers: options.verifiers,
    clock: options.clock,
    lookup: 'handler-compares',
    window: { pastMs: 366 * 86_400_000, futureMs: 86_400_000 },
    log: forgetfulLog,
    handler: options.onNotification,
    onReceipt: (receipt) => {
      if (receipt.kind === 'refused') options.onRefused?.(receipt.error);
    },
  });
}
