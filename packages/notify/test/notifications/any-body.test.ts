import { inspect } from 'node:util';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type Notification,
} from '@alipay-intl/notify';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientId, createRing, notifyPath, seal } from '../support/sender.ts';
import { usd } from './support.ts';

/** A value that a genuine notification would not have, as far as a name needs no escapes (docs/decisions/0011). */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    7,
    '',
    [],
    {},
    [null],
    { a: { b: [1] } },
    { currency: 'USD', value: '1e3' },
  ),
  fc.string(),
);
const often = (...values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, odd);

const anyBody: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    notifyType: often(
      'PAYMENT_RESULT',
      'PAYMENT_PENDING',
      'OFFLINE_PAYMENT_CODE',
      'REFUND_RESULT',
      'CAPTURE_RESULT',
      'constructor',
    ),
    result: often(...['S', 'F', 'U'].map((resultStatus) => ({ resultCode: 'X', resultStatus }))),
    paymentRequestId: often('pay_1'),
    paymentId: often('2026'),
    paymentAmount: often(usd('599')),
    paymentActionForm: often('form'),
    refundRequestId: often('refund_1'),
    refundStatus: often('SUCCESS', 'FAIL', 's', 'F', 'PROCESSING'),
    refundAmount: often(usd('599')),
    captureId: often('c'),
    captureAmount: often(usd('599')),
    authorizationNotifyType: often('TOKEN_CREATED', 'toString'),
    disputeNotificationType: often('DISPUTE_JUDGED', 'hasOwnProperty'),
    disputeId: often('d'),
    disputeAmount: often(usd('599')),
    subscriptionNotificationType: often('CREATE', '__proto__'),
    subscriptionRequestId: often('s'),
    vaultingRequestId: often('v'),
    vaultingStatus: often('SUCCESS', 'PROCESSING'),
    paymentMethodDetail: often({ card: { cardToken: 'CANARY-1' } }, 'CANARY-2'),
    registrationRequestId: often('r'),
    registrationResult: often({ registrationStatus: 'COMPLETED' }),
    pspRegistrationResultList: often([{ pspName: 'A', registrationResult: { registrationStatus: 'B' } }, 7]),
    accessToken: often('CANARY-3'),
    authCode: often('CANARY-4'),
    toJSON: odd,
    constructor: odd,
  },
  { requiredKeys: [] },
);

const payment = {
  result: { resultCode: 'X', resultStatus: 'S' },
  paymentRequestId: 'pay_1',
  paymentAmount: usd('599'),
};
const oneOfEachKind: readonly Record<string, unknown>[] = [
  { ...payment, notifyType: 'PAYMENT_RESULT' },
  { ...payment, notifyType: 'PAYMENT_RESULT', result: { resultCode: 'X', resultStatus: 'F' } },
  { ...payment, notifyType: 'PAYMENT_PENDING' },
  { ...payment, notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'form' },
  { notifyType: 'REFUND_RESULT', refundRequestId: 'refund_1' },
  { notifyType: 'CAPTURE_RESULT', captureId: 'c' },
  { authorizationNotifyType: 'TOKEN_CREATED' },
  { accessToken: 'CANARY-5' },
  { disputeNotificationType: 'DISPUTE_JUDGED', disputeId: 'd' },
  { vaultingRequestId: 'v' },
  { subscriptionNotificationType: 'CREATE', subscriptionRequestId: 's' },
  { registrationRequestId: 'r' },
  {},
];

/** What may be said of money, by what was sent. */
function assertProven(notification: Notification, sent: Readonly<Record<string, unknown>>): void {
  const status = (sent['result'] as { readonly resultStatus?: unknown } | null | undefined)?.resultStatus;
  if (notification.kind === 'paid') {
    expect([sent['notifyType'], status]).toEqual(['PAYMENT_RESULT', 'S']);
    expect(notification.paymentAmount).toEqual(usd('599'));
  }
  if (notification.kind === 'refund' && notification.outcome === 'refunded') {
    expect(['SUCCESS', 's']).toContain(sent['refundStatus']);
    expect([undefined, 'S']).toContain(notification.result?.resultStatus);
    expect(notification.refundAmount).toEqual(usd('599'));
  }
  if (notification.kind === 'capture' && notification.outcome === 'captured') {
    expect([sent['notifyType'], status]).toEqual(['CAPTURE_RESULT', 'S']);
    expect(notification.captureAmount).toEqual(usd('599'));
  }
}

it('any genuine body is a notification or a typed refusal, never an exception, and prints no token', async () => {
  const handled = new Set<Notification['kind']>();
  const receiver = createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await createRing() }),
    },
    lookup: 'handler-compares',
    log: createMemoryNotificationLog(),
    handler: () => undefined,
    clock: { now: () => Date.parse('2026-11-01T12:00:00+05:30') },
  });
  await fc.assert(
    fc.asyncProperty(anyBody, async (sent) => {
      const receipt = await receiver.receive({ method: 'POST', url: notifyPath, ...seal(sent) });
      if (receipt.kind === 'refused') {
        expect(receipt.error.code).toBe('ERR_NOTIFICATION_MALFORMED');
        expect(['PAYMENT_RESULT', 'PAYMENT_PENDING', 'OFFLINE_PAYMENT_CODE']).toContain(sent['notifyType']);
        return;
      }
      expect(['handled', 'repeated']).toContain(receipt.kind);
      const notification = receipt.received?.notification as Notification;
      handled.add(notification.kind);
      assertProven(notification, sent);
      expect(inspect(receipt, { depth: Infinity }) + JSON.stringify(receipt)).not.toContain('CANARY');
    }),
    { numRuns: 1_500, examples: oneOfEachKind.map((body): [Record<string, unknown>] => [body]) },
  );
  expect(handled.size).toBe(oneOfEachKind.length);
});
