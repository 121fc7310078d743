import { createPrivateKey } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import {
  createAcquiringVerifier,
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationLog,
  notificationChannel,
  type Receipt,
} from '@alipay-intl/notify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetfulLog } from '../../support/forgetful-log.ts';
import { clientId, notifyPath, ringOf } from '../support/sender.ts';
import { type Genuine, signAcquiring, signV1 } from './genuine.ts';
import { requestOf } from './mutant.ts';
import { mutate } from './mutate.ts';
import { limits } from './oracle.ts';
import { nowMs, recordOf } from './pool.ts';
import { refusalOf } from './receiver-under-test.ts';

const passphrase = 'CANARY-passphrase';
const merchantKey = readFileSync(
  new URL('../../vectors/keys/merchant.private.pkcs8.pem', import.meta.url),
  'utf8',
);
const encrypted = createPrivateKey(merchantKey).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase,
});

// Who the buyer is, and what is as good as money: hidden also in what is believed.
const buyer = {
  pspCustomerInfo: { pspName: 'ALIPAY_CN', pspCustomerId: 'CANARY-buyer', displayCustomerId: 'CANARY-login' },
  customerId: 'CANARY-buyer',
  userAgent: 'CANARY-agent',
  paymentMethodId: 'CANARY-code',
  identityCode: 'CANARY-code',
  accessToken: 'CANARY-token',
  paymentActionForm: '{"codeValue":"CANARY-code"}',
};
// What nobody has to see who does not ask for the notification.
const text = { orderDescription: 'CANARY-text', [`CANARY-member`]: 1 };

const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'CANARY-text' };
const amount = (value: string) => ({ currency: 'USD', value });
const v1Body = (type: string, id: string, value: string) => ({
  ...{ notifyType: type, result, paymentRequestId: id, paymentId: '2026', paymentAmount: amount(value) },
  ...buyer,
  ...text,
});
const acquiringBody = (id: string, value: string) => ({
  resultInfo: { ...result, resultCodeId: '00000000', resultMsg: 'CANARY-text' },
  ...{ merchantTransId: id, acquirementId: '2026', orderAmount: amount(value), ...buyer, ...text },
});
const signed = (body: object, name: string, sentAtMs = nowMs): Genuine =>
  signV1(Buffer.from(JSON.stringify(body)), { name, sentAtMs });

const messages: readonly Genuine[] = [
  signed(v1Body('PAYMENT_RESULT', 'pay_1', '599'), 'paid'),
  signed(v1Body('PAYMENT_RESULT', 'pay_2', '1'), 'of another amount'),
  signed(v1Body('PAYMENT_RESULT', 'sale_1', '599'), 'of another system'),
  signed(v1Body('OFFLINE_PAYMENT_CODE', 'pay_3', '599'), 'payment code'),
  signed(v1Body('CANARY-type', 'pay_3', '599'), 'other'),
  signed({ ...v1Body('PAYMENT_RESULT', 'pay_1', '599'), paymentAmount: 'CANARY-text' }, 'without an amount'),
  signed(v1Body('PAYMENT_RESULT', 'pay_4', '599'), 'too old', nowMs - 100 * 3_600_000),
  signV1(Buffer.from('{"CANARY-text":1,"CANARY-text":2}'), { name: 'a member twice', sentAtMs: nowMs }),
  signAcquiring(acquiringBody('pay_5', '599'), { name: 'acquiring paid', sentAtMs: nowMs }),
  signAcquiring(acquiringBody('pay_6', '1'), { name: 'acquiring of another amount', sentAtMs: nowMs }),
  signAcquiring(acquiringBody('pay_7', '599'), {
    name: 'acquiring too old',
    sentAtMs: nowMs - 100 * 3_600_000,
  }),
];
const withSecretHeaders = messages.map((message) => ({
  ...message,
  headers: [...message.headers, ['cookie', 'CANARY-header'], ['authorization', 'CANARY-header']] as const,
}));
const keyLine = merchantKey.split('\n')[3] ?? '';
const signatures = messages.map(({ signature }) => signature.slice(0, 24));
const names = ['buyer', 'login', 'agent', 'code', 'token', 'passphrase', 'header'].map(
  (name) => `CANARY-${name}`,
);
const hiddenAlways = [...names, keyLine, ...signatures, ...signatures.map(encodeURIComponent)];
const hiddenElsewhere = ['CANARY', ...hiddenAlways];

const said: string[] = [];
const publish = (event: unknown): void =>
  void said.push(inspect(event, { depth: null }), JSON.stringify(event));
const warn = (warning: Error): void => void said.push(inspect(warning, { depth: null }));
beforeAll(() => {
  subscribe(notificationChannel, publish);
  process.on('warning', warn);
});
afterAll(() => {
  unsubscribe(notificationChannel, publish);
  process.off('warning', warn);
});

/** A log that repeats everything that it is told. */
function talkingLog(): NotificationLog {
  return {
    ...forgetfulLog,
    claim: async (notification) => {
      said.push(inspect(notification, { depth: null }));
      return { kind: 'claimed', claim: { key: notification.key, token: 1 } };
    },
    fail: async (claim, failure) => void said.push(inspect([claim, failure], { depth: null })),
  };
}

async function createReceiver(handler: () => void, log = talkingLog()) {
  const keyRing = await ringOf('1', '2');
  const v1 = createNotificationVerifier({ clientId, path: notifyPath, keyRing });
  const acquiring = await createAcquiringVerifier({
    ...{ clientId, keyRing, privateKey: encrypted.toString(), privateKeyPassphrase: passphrase },
  });
  said.push(inspect([v1, acquiring, keyRing], { depth: null, showHidden: true }));
  return createNotificationReceiver({
    ...{ verifiers: { v1, acquiring }, lookup: recordOf, log, handler },
    ...{ window: limits.window, bodyBytesMax: limits.bodyBytesMax, clock: { now: () => nowMs } },
  });
}

/** All that somebody may print of a receipt. */
function printed(receipt: Receipt): string {
  const parts = [inspect(receipt, { depth: null }), JSON.stringify(receipt), receipt.answer.body];
  let error: unknown = 'error' in receipt ? receipt.error : undefined;
  while (error instanceof Error) {
    parts.push(String(error), error.stack ?? '', JSON.stringify(error), inspect(error, { depth: null }));
    error = error.cause;
  }
  return parts.join('\n');
}

function expectSilence(shown: string, forbidden: readonly string[]): void {
  const found = forbidden.find((canary) => shown.includes(canary));
  expect(found === undefined ? undefined : `${found} in ${shown.slice(0, 2_000)}`).toBeUndefined();
}

test('the canaries are in what is delivered', () => {
  const delivered = withSecretHeaders
    .map(({ headers, body }) => headers.flat().join() + body.toString())
    .join();
  for (const canary of ['CANARY-buyer', 'CANARY-code', 'CANARY-header', 'CANARY-text'])
    expect(delivered).toContain(canary);
  for (const signature of signatures)
    expect(delivered.includes(signature) || delivered.includes(encodeURIComponent(signature))).toBe(true);
  expect(keyLine.length).toBe(64);
});

test('an error that repeats a header would be noticed', async () => {
  const receiver = await createReceiver(() => undefined);
  const receipt = await receiver.receive({ method: 'GET', url: '/', headers: [], body: Buffer.alloc(0) });
  if (receipt.kind !== 'refused') throw new Error(`it was ${receipt.kind}`);
  for (const cause of [new Error(signatures[0]), { 'Client-Id': 'CANARY-header' }])
    expect(() => {
      const leaky = new Error('not believed', { cause });
      expectSilence(printed({ ...receipt, error: leaky as typeof receipt.error }), hiddenAlways);
    }).toThrow(/toBeUndefined|to be undefined/);
});

test('700 changed notifications show none of them in receipts, errors, events, warnings and the log', async () => {
  said.length = 0;
  const receiver = await createReceiver(() => undefined);
  const outcomes = new Map<string, number>();
  for (let number = 0; number < 700; number += 1) {
    const receipt = await receiver.receive(requestOf(mutate(withSecretHeaders, 22, number)));
    const outcome = refusalOf(receipt);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const isShown =
      receipt.kind === 'handled' || (receipt.kind === 'refused' && receipt.received !== undefined);
    expectSilence(printed(receipt), isShown ? hiddenAlways : hiddenElsewhere);
  }
  expect(outcomes.size).toBeGreaterThan(10);
  const published = said.join('\n');
  // The type of a notification that nobody knows is what the log calls it.
  expectSilence(published.replaceAll('CANARY-type', ''), hiddenElsewhere);
  expect(published).toContain('errorCode');
});

test('a handler that throws shows none of them in events, warnings and the log', async () => {
  said.length = 0;
  const receiver = await createReceiver(() => {
    throw Object.assign(new RangeError('CANARY-text of CANARY-buyer'), { code: 'CANARY-code' });
  });
  const kinds: string[] = [];
  for (const { url, headers, body } of withSecretHeaders)
    kinds.push((await receiver.receive({ method: 'POST', url, headers: headers.flat(), body })).kind);
  expect(kinds.filter((kind) => kind === 'failed').length).toBeGreaterThan(3);
  expect(said.join('\n')).toContain("reason: 'RangeError'");
  expectSilence(said.join('\n').replaceAll('CANARY-type', ''), hiddenElsewhere);
});

test('a list of the log shows none of them', async () => {
  const log = createMemoryNotificationLog({ now: () => nowMs });
  const receiver = await createReceiver(() => undefined, log);
  for (const { url, headers, body } of withSecretHeaders)
    await receiver.receive({ method: 'POST', url, headers: headers.flat(), body });
  const listed = await receiver.list({ only: 'done', limit: 100 });
  expect(listed.length).toBeGreaterThan(2);
  expectSilence(inspect(listed, { depth: null }).replaceAll('CANARY-type', ''), hiddenElsewhere);
});
