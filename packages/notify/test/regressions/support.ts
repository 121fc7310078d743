import { channel } from 'node:diagnostics_channel';
import { createAmount } from '@alipay-intl/core/money';
import {
  createAcquiringVerifier,
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationEvent,
  type NotificationLog,
  type NotificationReceiver,
  type NotificationReceiverOptions,
  notificationChannel,
} from '@alipay-intl/notify';
import {
  createTestAlipay,
  createTestMerchantKey,
  type TestRequest,
  testAcquiringNotifications,
  testNotifications,
} from '@alipay-intl/notify/testing';
import { onTestFinished } from 'vitest';

const clientId = 'T_111222333';
const path = '/alipay/notify';
const amount = createAmount('USD', 599n);
const alipay = await createTestAlipay({ clientId, path });
const merchantKey = await createTestMerchantKey();
const { testKeyRing: keyRing } = alipay;

/** A signed notification of a payment. */
export function paid(paymentRequestId = 'pay_1'): Promise<TestRequest> {
  return alipay.signTestNotification(testNotifications.paid({ paymentRequestId, amount }));
}

/** A signed notification of the acquiring family, with any further members. */
export function acquiringPaid(members: object = {}): Promise<TestRequest> {
  const given = { merchantTransId: 'pay_1', amount, members: { ...members } };
  return alipay.signTestNotification(testAcquiringNotifications.paid(given));
}

/** Makes a receiver that trusts the test Alipay, with some settings changed. */
export async function makeReceiver(
  changes: Partial<NotificationReceiverOptions> & {
    readonly signer?: () => Uint8Array;
  } = {},
): Promise<NotificationReceiver> {
  const { signer, ...settings } = changes;
  const privateKey = signer === undefined ? merchantKey : { sign: signer };
  return createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path, keyRing }),
      acquiring: await createAcquiringVerifier({ clientId, keyRing, privateKey }),
    },
    lookup: 'handler-compares',
    log: createMemoryNotificationLog(),
    handler: () => undefined,
    ...settings,
  } as NotificationReceiverOptions);
}

/** A log in memory with some of its methods replaced. */
export function changedLog(
  changes: (memory: NotificationLog) => Partial<NotificationLog>,
  memory: NotificationLog = createMemoryNotificationLog(),
): NotificationLog {
  return { ...memory, ...changes(memory) };
}

/** What the process is warned of during a test; complete when {@link settled}. */
export function collectWarnings(): readonly Error[] {
  const warnings: Error[] = [];
  const keep = (warning: Error): void => void warnings.push(warning);
  process.on('warning', keep);
  onTestFinished(() => void process.off('warning', keep));
  return warnings;
}

/** What is published during a test. */
export function collectEvents(): readonly NotificationEvent[] {
  const events: NotificationEvent[] = [];
  const keep = (event: unknown): void => void events.push(event as NotificationEvent);
  channel(notificationChannel).subscribe(keep);
  onTestFinished(() => void channel(notificationChannel).unsubscribe(keep));
  return events;
}

/** Resolves when warnings and rejections that are under way have arrived. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
