import { createAmount } from '@alipay-intl/core/money';
import {
  createAcquiringVerifier,
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationListing,
} from '@alipay-intl/notify';
import {
  createTestAlipay,
  createTestMerchantKey,
  type TestNotification,
  testAcquiringNotifications,
  testNotifications,
} from '@alipay-intl/notify/testing';
import { describe, expect, it } from 'vitest';

const clientId = 'T_111222333';
const path = '/alipay/notify';
const amount = createAmount('USD', 599n);
const alipay = await createTestAlipay({ clientId, path });
const privateKey = await createTestMerchantKey();

/** What the log lists of a notification that was handled. */
async function listed(notification: TestNotification): Promise<NotificationListing & { kind: string }> {
  const { testKeyRing: keyRing } = alipay;
  const kinds: string[] = [];
  const receiver = createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path, keyRing }),
      acquiring: await createAcquiringVerifier({ clientId, keyRing, privateKey }),
    },
    lookup: 'handler-compares',
    log: createMemoryNotificationLog(),
    handler: ({ notification: { kind } }) => void kinds.push(kind),
  });
  const receipt = await receiver.receive(await alipay.signTestNotification(notification));
  expect(receipt.kind).toBe('handled');
  const [listing] = await receiver.list({ only: 'done', limit: 10 });
  const [kind] = kinds;
  if (listing === undefined || kind === undefined) throw new Error('nothing was handled');
  return { ...listing, kind };
}

const make = testNotifications;
const leftOut = (name: string): { members: Record<string, undefined> } => ({
  members: { [name]: undefined },
});

describe('an entry of the log names its type and the id by which it is found', () => {
  it.each([
    ['paid', 'PAYMENT_RESULT', 'own_1', make.paid({ paymentRequestId: 'own_1', amount })],
    ['declined', 'PAYMENT_RESULT', 'own_1', make.declined({ paymentRequestId: 'own_1' })],
    ['processing', 'PAYMENT_PENDING', 'own_1', make.pending({ paymentRequestId: 'own_1' })],
    ['payment-code', 'OFFLINE_PAYMENT_CODE', 'own_1', make.paymentCode({ paymentRequestId: 'own_1' })],
    [
      'refund',
      'REFUND_RESULT',
      'own_1',
      make.refunded({ refundRequestId: 'own_1', amount, members: { paymentRequestId: 'p' } }),
    ],
    ['capture', 'CAPTURE_RESULT', 'own_1', make.captured({ captureRequestId: 'own_1', amount })],
    ['authorization', 'authorization', 'own_1', make.authorization({ authState: 'own_1' })],
    ['isv-authorization', 'isv-authorization', undefined, make.isvAuthorization()],
    ['dispute', 'dispute', 'D_1', make.dispute({ disputeId: 'D_1', paymentRequestId: 'p', amount })],
    ['vaulting', 'vaulting', 'own_1', make.vaulted({ vaultingRequestId: 'own_1' })],
    ['subscription', 'subscription', 'own_1', make.subscription({ subscriptionRequestId: 'own_1' })],
    ['registration', 'registration', 'own_1', make.registration({ registrationRequestId: 'own_1' })],
    ['other', 'other', undefined, make.other({ anything: 'x' })],
    ['other', 'NEW_RESULT', 'own_1', make.other({ notifyType: 'NEW_RESULT', paymentRequestId: 'own_1' })],
  ])('%s: %s, %s', async (kind, type, reference, notification) => {
    expect(await listed(notification)).toMatchObject({ kind, family: 'v1', type, reference });
  });

  it.each([
    ['paid', 'own_1', testAcquiringNotifications.paid({ merchantTransId: 'own_1', amount })],
    ['declined', undefined, testAcquiringNotifications.declined({})],
    ['other', 'own_1', testAcquiringNotifications.other('new.function', { merchantTransId: 'own_1' })],
  ])('acquiring %s: its function, %s', async (kind, reference, notification) => {
    const type = kind === 'other' ? 'new.function' : 'alipay.intl.acquiring.offline.notify.pay';
    expect(await listed(notification)).toMatchObject({ kind, family: 'acquiring', type, reference });
  });
});

describe('where your own id is missing', () => {
  it.each([
    [
      'the id of Alipay stands for an automatic capture',
      'C_1',
      make.captured({
        captureRequestId: 'own_1',
        amount,
        members: { captureRequestId: undefined, captureId: 'C_1' },
      }),
    ],
    [
      'your id of the merchant stands for a registration',
      'M_1',
      make.registration({
        registrationRequestId: 'own_1',
        referenceMerchantId: 'M_1',
        ...leftOut('registrationRequestId'),
      }),
    ],
  ])('%s', async (_name, reference, notification) => {
    expect((await listed(notification)).reference).toBe(reference);
  });

  it.each([
    ['AUTHCODE_CREATED', make.authorization({ event: 'AUTHCODE_CREATED', ...leftOut('authState') })],
    ['TOKEN_CREATED', make.authorization({ event: 'TOKEN_CREATED', ...leftOut('authState') })],
    ['of a system integrator', make.isvAuthorization()],
  ])('no code or token becomes the reference of an authorisation %s', async (_name, notification) => {
    const listing = await listed(notification);
    expect(listing.reference).toBeUndefined();
    expect(JSON.stringify(listing)).not.toContain('test-a');
  });
});
