// #region your-test
import { createAmount } from '@alipay-intl/core/money';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  paymentFactOf,
} from '@alipay-intl/notify';
import { createTestAlipay, testNotifications } from '@alipay-intl/notify/testing';
import { expect, it } from 'vitest';

it('delivers an order once it is paid, and once only', async () => {
  const clientId = 'SANDBOX_5Y00000000';
  const path = '/alipay/notify';
  const alipay = await createTestAlipay({ clientId, path });
  const amount = createAmount('USD', 599n);
  const delivered: string[] = [];
  const receiver = createNotificationReceiver({
    verifiers: { v1: createNotificationVerifier({ clientId, path, keyRing: alipay.testKeyRing }) },
    lookup: (id) => (id === 'order_1' ? { amount } : undefined),
    log: createMemoryNotificationLog(),
    handler: (received) => {
      const fact = paymentFactOf(received);
      if (fact?.kind === 'paid') delivered.push(fact.attemptId);
    },
  });

  const paid = testNotifications.paid({ paymentRequestId: 'order_1', amount });
  const pending = testNotifications.pending({ paymentRequestId: 'order_1' });
  const forged = await createTestAlipay({ clientId, path }); // another key, so nobody you know

  expect((await receiver.receive(await forged.signTestNotification(paid))).kind).toBe('refused');
  expect((await receiver.receive(await alipay.signTestNotification(pending))).kind).toBe('handled');
  expect(delivered).toEqual([]);
  expect((await receiver.receive(await alipay.signTestNotification(paid))).kind).toBe('handled');
  expect((await receiver.receive(await alipay.signTestNotification(paid))).kind).toBe('repeated');
  expect(delivered).toEqual(['order_1']);
});
// #endregion your-test
