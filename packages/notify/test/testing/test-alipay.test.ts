import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createKeyRing } from '@alipay-intl/core';
import { createAcquiringVerifier, createNotificationVerifier } from '@alipay-intl/notify';
import {
  createTestAlipay,
  createTestMerchantKey,
  type TestNotification,
  type TestRequest,
  testAcquiringNotifications,
  testNotifications,
} from '@alipay-intl/notify/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { usd } from '../notifications/support.ts';
import { alipay, clientId, createReceiver, path, refusalOf } from './support.ts';

const amount = usd('599');
const payment = { paymentRequestId: 'pay_1', amount };

/** Every fixture, and what it must be to a receiver. */
const fixtures: readonly (readonly [kind: string, facts: object, notification: TestNotification])[] = [
  ['paid', { paymentRequestId: 'pay_1', paymentAmount: amount }, testNotifications.paid(payment)],
  ['declined', { paymentRequestId: 'pay_1' }, testNotifications.declined({ paymentRequestId: 'pay_1' })],
  ['declined', { paymentAmount: amount }, testNotifications.declined(payment)],
  ['processing', { result: { resultStatus: 'S' } }, testNotifications.pending(payment)],
  ['processing', { result: { resultStatus: 'U' } }, testNotifications.undecided(payment)],
  ['payment-code', {}, testNotifications.paymentCode({ paymentRequestId: 'pay_1' })],
  [
    'refund',
    { outcome: 'refunded', refundAmount: amount },
    testNotifications.refunded({ refundRequestId: 'r', amount }),
  ],
  [
    'refund',
    { outcome: 'refunded' },
    testNotifications.refunded({ refundRequestId: 'r', amount, refundStatus: 's' }),
  ],
  ['refund', { outcome: 'failed' }, testNotifications.refundFailed({ refundRequestId: 'r', amount })],
  ['capture', { outcome: 'captured' }, testNotifications.captured({ captureRequestId: 'c', amount })],
  ['capture', { outcome: 'failed' }, testNotifications.captureFailed({ captureRequestId: 'c', amount })],
  ['authorization', { event: 'TOKEN_CREATED' }, testNotifications.authorization()],
  [
    'authorization',
    { authCode: 'test-auth-code' },
    testNotifications.authorization({ event: 'AUTHCODE_CREATED' }),
  ],
  ['isv-authorization', {}, testNotifications.isvAuthorization()],
  ['dispute', { event: 'DISPUTE_CREATED' }, testNotifications.dispute({ ...payment, disputeId: 'd' })],
  ['dispute', { event: 'other' }, testNotifications.dispute({ ...payment, disputeId: 'd', event: 'NEW' })],
  ['vaulting', { outcome: 'vaulted' }, testNotifications.vaulted({ vaultingRequestId: 'v' })],
  ['subscription', { event: 'CREATE' }, testNotifications.subscription({ subscriptionRequestId: 's' })],
  [
    'registration',
    { registrationStatus: 'COMPLETED' },
    testNotifications.registration({ registrationRequestId: 'r' }),
  ],
  ['other', { notifyType: 'NEW' }, testNotifications.other({ notifyType: 'NEW' })],
  [
    'paid',
    { merchantTransId: 't', orderAmount: amount },
    testAcquiringNotifications.paid({ merchantTransId: 't', amount }),
  ],
  ['declined', { merchantTransId: undefined }, testAcquiringNotifications.declined({})],
  ['processing', { merchantTransId: 't' }, testAcquiringNotifications.undecided({ merchantTransId: 't' })],
  ['other', { function: 'alipay.new' }, testAcquiringNotifications.other('alipay.new', { a: '1' })],
];

describe('fixtures', () => {
  it.each(fixtures)('%s with %j', async (kind, facts, content) => {
    const receiver = await createReceiver();
    const receipt = await receiver.receive(await alipay.signTestNotification(content));
    expect(receipt.kind).toBe('handled');
    expect(receiver.handled[0]?.notification).toMatchObject({ kind, ...facts });
    expect(receiver.handled[0]?.family).toBe(content.family);
    expect(receiver.handled[0]?.delivery.verifiedBy?.keyVersion).toBe('TEST-ONLY');
  });

  it('there is one for every kind', () => {
    const all = ['paid', 'declined', 'processing', 'payment-code', 'refund', 'capture', 'authorization'];
    all.push('isv-authorization', 'dispute', 'vaulting', 'subscription', 'registration', 'other');
    expect(new Set(fixtures.map(([kind]) => kind))).toEqual(new Set(all));
  });

  it('take members to add, to replace and to leave out', () => {
    const { body } = testNotifications.paid({
      ...payment,
      members: { paymentId: undefined, paymentAmount: '5.99', somethingNew: true },
    });
    expect(body).not.toHaveProperty('paymentId');
    expect(body).toMatchObject({ paymentAmount: '5.99', somethingNew: true, notifyType: 'PAYMENT_RESULT' });
  });

  it('take amounts only', () => {
    const odd = { currency: 'USD', value: '5.99' };
    expect(() => testNotifications.paid({ paymentRequestId: 'p', amount: odd })).toThrow(
      expect.objectContaining({ code: 'ERR_AMOUNT_INVALID' }),
    );
  });
});

describe('signing', () => {
  it('is of one key: another test Alipay is not believed', async () => {
    const other = await createTestAlipay({ clientId, path });
    const receiver = await createReceiver();
    for (const content of [testNotifications.paid(payment), testAcquiringNotifications.declined({})]) {
      const receipt = await receiver.receive(await other.signTestNotification(content));
      expect(refusalOf(receipt)).toBe('ERR_SIGNATURE_INVALID');
    }
    expect(other.testPublicKey).not.toBe(alipay.testPublicKey);
  });

  it('takes the time, and the receiver its window', async () => {
    const at = Date.parse('2026-11-01T12:00:00Z');
    for (const content of [testNotifications.paid(payment), testAcquiringNotifications.declined({})]) {
      const signed = await alipay.signTestNotification(content, { at });
      const later = await createReceiver({ clock: { now: () => at + 27 * 3_600_000 } });
      expect(refusalOf(await later.receive(signed))).toBe('ERR_NOTIFICATION_TIME');
      const soon = await createReceiver({ clock: { now: () => at + 1_000 } });
      expect((await soon.receive(signed)).kind).toBe('handled');
      expect(soon.handled[0]?.delivery.sentAtMs).toBe(at);
    }
  });

  it('signs the query', async () => {
    const signed = await alipay.signTestNotification(testNotifications.paid(payment), { query: '?shop=1' });
    expect(signed.url).toBe(`${path}?shop=1`);
    const verified = createNotificationVerifier({ clientId, path, keyRing: alipay.testKeyRing }).verify(
      signed,
    );
    expect(verified).toMatchObject({ accepted: true, signedWithQuery: true });
  });

  it('follows the dialect', async () => {
    const hk = await createTestAlipay({ clientId, path, dialect: 'hk-2.0.0' });
    const privateKey = await createTestMerchantKey();
    const signed = await hk.signTestNotification(testAcquiringNotifications.declined({}), { reqMsgId: 'm1' });
    const options = { clientId, keyRing: hk.testKeyRing, privateKey };
    const verify = async (dialect: 'hk-2.0.0' | 'public-2.0.4') =>
      (await createAcquiringVerifier({ ...options, dialect })).verify(signed);
    expect(await verify('hk-2.0.0')).toMatchObject({ accepted: true, head: { reqMsgId: 'm1' } });
    expect(await verify('public-2.0.4')).toMatchObject({ accepted: false });
  });

  it('repeats bytes for the same time and content', async () => {
    const sign = () =>
      alipay.signTestNotification(testNotifications.paid(payment), { at: 1_793_415_600_000 });
    expect(await sign()).toEqual(await sign());
  });

  it.each([
    [{ clientId: '' }, 'clientId'],
    [{ path: 'alipay' }, 'path'],
    [{ path: '/a?b' }, 'path'],
    [{ privateKey: 'x' }, 'privateKey'],
  ])('with the settings %j is refused', async (change, member) => {
    await expect(createTestAlipay({ clientId, path, ...change })).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [expect.objectContaining({ path: member })],
    });
  });

  it.each([{ query: 'shop=1' }, { query: '? ' }, { reqMsgId: '' }, { at: '1' }])(
    'in the way %j is refused',
    async (signing) => {
      const content = testNotifications.paid(payment);
      await expect(alipay.signTestNotification(content, signing as object)).rejects.toMatchObject({
        code: 'ERR_OPTION_INVALID',
      });
    },
  );
});

describe('a signed request', () => {
  async function deliver(send: (origin: string, request: TestRequest) => Promise<number>): Promise<number> {
    const receiver = await createReceiver();
    const server = createServer(async (request, response) => {
      const { method = '', url = '', rawHeaders: headers } = request;
      const { answer } = await receiver.receive({ method, url, headers, body: request });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return await send(origin, await alipay.signTestNotification(testNotifications.paid(payment)));
    } finally {
      server.close();
    }
  }

  it('goes through fetch', async () => {
    expect(
      await deliver(async (origin, request) => (await fetch(origin + request.url, request)).status),
    ).toBe(200);
  });

  it('goes through a Node request', async () => {
    const status = await deliver(async (origin, { url, method, headers, body }) => {
      const sent = httpRequest(origin + url, { method, headers }).end(body);
      const [response] = await once(sent, 'response');
      response.resume();
      return response.statusCode;
    });
    expect(status).toBe(200);
  });
});

describe('in production', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('it does not work', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const refusal = expect.objectContaining({ code: 'ERR_OPTION_INVALID' });
    await expect(createTestAlipay({ clientId, path })).rejects.toThrow(refusal);
    await expect(createTestMerchantKey()).rejects.toThrow(refusal);
  });

  it('its keys are recognised by name, and the private one cannot be read', async () => {
    expect(alipay.testKeyRing.entries.map(({ keyVersion }) => keyVersion)).toEqual(['TEST-ONLY']);
    expect(Object.keys(alipay).toSorted()).toEqual(['signTestNotification', 'testKeyRing', 'testPublicKey']);
    expect(inspect(alipay, { depth: Infinity }) + JSON.stringify(alipay)).not.toContain('PRIVATE');
    const configured = await createKeyRing(alipay.testPublicKey);
    const signed = await alipay.signTestNotification(testNotifications.paid(payment));
    const verifier = createNotificationVerifier({ clientId, path, keyRing: configured });
    expect(verifier.verify(signed).accepted).toBe(true);
  });
});
