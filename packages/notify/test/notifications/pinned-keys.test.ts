import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { expect, it } from 'vitest';
import {
  createVerifier as createAcquiringVerifier,
  paidBody as orderBody,
  seal as sealEnvelope,
} from '../acquiring/support.ts';
import { clientId, createRing, notifyPath, paidBody, seal } from '../support/sender.ts';
import { resultOf, usd } from './support.ts';

// A log outlives an update of the library: with another key, what it has handled would be handled again.

const receiver = createNotificationReceiver({
  verifiers: {
    v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await createRing() }),
    acquiring: await createAcquiringVerifier(),
  },
  lookup: 'handler-compares',
  log: createMemoryNotificationLog(),
  handler: () => undefined,
  window: { pastMs: 366 * 86_400_000, futureMs: 86_400_000 },
  clock: { now: () => Date.parse('2026-11-01T12:00:00+08:00') },
});

const unknown = {
  notifyType: 'NEW',
  result: resultOf('S'),
  traceId: 'changes',
  text: 'Käse "2" \\ \n\u2028 \u{1f9c0}',
  empty: '',
  nothing: null,
  numbers: [0, -1, 1.5, 1e21, 1e-7, true, false, null, [], {}],
  amounts: [usd('599'), { value: 599, currency: 'USD' }, { currency: 'USD', value: '007' }],
  noAmounts: [
    { currency: 'XXQ', value: '1' },
    { currency: 'USD', value: '-1' },
    { ...usd('1'), more: {} },
  ],
  nested: { z: { tracerId: 'changes', b: [{ y: 1, x: 2 }] }, A: 1, a: 2, '10': 3, '9': 4, é: 5 },
};

const v1: readonly (readonly [name: string, body: object, key: string])[] = [
  ['paid', paidBody(), '7VYKE3NIhQBrS1tgordZTTtTSBu8nGygQpPiPlQ9_iI'],
  [
    'declined',
    paidBody({ result: resultOf('F', 'USER_BALANCE_NOT_ENOUGH') }),
    'KW08b2m1MSnlWt13284iySzjqfuTUlhlqdTEQxngxKc',
  ],
  [
    'undecided',
    paidBody({ result: resultOf('U', 'UNKNOWN_EXCEPTION') }),
    'tjEe_jf-7yX44FO8VFhcIxTwBLmle0tzj6mMbTpTwK0',
  ],
  [
    'payment code',
    paidBody({ notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: '{"a":"\\u0041"}' }),
    'IUGZb-WyvN_FxlfawXuyFHaKn-uP3TO6PhWLRBkBA4E',
  ],
  [
    'amount with zeros',
    paidBody({ paymentAmount: { currency: 'JPY', value: '000599' } }),
    'VLEuoXP5E7vXNlC8WiVJsX-qqzIjlWnEeBNLvRhracQ',
  ],
  [
    'refund',
    {
      notifyType: 'REFUND_RESULT',
      result: resultOf('S'),
      refundStatus: 'SUCCESS',
      refundRequestId: 'refund_1',
      refundAmount: usd('599'),
    },
    '3C1v2aBpUJgCXUC3PASBAwySkUgXaWGYKUuO_MQ2Y0Y',
  ],
  [
    'capture that only names its payment',
    { notifyType: 'CAPTURE_RESULT', result: resultOf('S'), paymentId: '2026', captureAmount: usd('599') },
    '4sLDo4sNqLoadp2ggEsRS1AumbfOupN88uqqofJP3Rw',
  ],
  [
    'authorization',
    { authorizationNotifyType: 'TOKEN_CREATED', authState: 's1', accessToken: 't1' },
    '98ZEz7KL_DlAtrUiaFizrKpCeFnQFnFWZSCXEAhSdIc',
  ],
  [
    'registration',
    {
      registrationRequestId: 'r1',
      referenceMerchantId: 'm1',
      registrationResult: { registrationStatus: 'PENDING' },
      pspRegistrationResultList: [{ registrationResult: { registrationStatus: 'PENDING' }, pspName: 'A' }],
    },
    'vcOxCUuD0TYsByPs16hoqYKkPU1R-8xw3NAJ8ra2REI',
  ],
  [
    'subscription',
    { subscriptionNotificationType: 'CHANGE', subscriptionRequestId: 's1' },
    'oVX5bmxTFc_TRPylpv-17KuuluPLKgkVA5jJ9IIrvhE',
  ],
  ['unknown type', unknown, 'RjcWlp_95TZnrujzRQ7EsW1un7EcgSnKpQZanRHk8Ns'],
];

const acquiring: readonly (readonly [name: string, body: object, key: string])[] = [
  ['paid', orderBody(), 'si7eogo4HVl2fv1HCIY2PxYgTHoBHwKO-evRajfy7SM'],
  [
    'nameless failure',
    { resultInfo: { resultStatus: 'F', resultCodeId: '1', resultCode: 'X', resultMsg: 'x' } },
    'Dof7SbS0KK9uJuLCjmiHClplpZxR8sKlc0hDwcauLyQ',
  ],
];

async function keyOf(sent: {
  readonly headers: object;
  readonly body: Uint8Array;
}): Promise<string | undefined> {
  const headers = sent.headers as Readonly<Record<string, string>>;
  const { received } = await receiver.receive({ method: 'POST', url: notifyPath, headers, body: sent.body });
  return received?.delivery.key;
}

it.each(v1)('v1, %s', async (_name, body, key) => {
  expect(await keyOf(seal(body, { time: '2026-11-01T03:00:00Z' }))).toBe(key);
});

it.each(acquiring)('acquiring, %s', async (_name, body, key) => {
  expect(await keyOf({ headers: {}, body: sealEnvelope(body) })).toBe(key);
});
