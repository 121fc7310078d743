import { createAcquiringGateway, createKeyRing } from '@alipay-intl/core';
import type { AcquiringNotification, Received } from '@alipay-intl/notify';
import { createBarcodePayments } from '@alipay-intl/payments';
import {
  type AcquiringOptions,
  createManualClock,
  type NotificationFault,
  type Simulator,
  startSimulator,
  testPaymentCodes,
} from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type AppOptions, type Before, frameworks } from '../support/frameworks.ts';
import { notifyPath, publicPem, vectorText } from '../support/sender.ts';
import { createVerifier, paidBody, seal } from './support.ts';

const minuteMs = 60_000;
const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const clientId = 'T_111222333';
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

interface Setting {
  readonly before?: Before;
  /** So many notifications meet a database that is away. */
  readonly failures?: number;
  readonly acquiring?: AcquiringOptions;
  readonly slowMs?: number;
}

interface Scene {
  readonly simulator: Simulator;
  readonly app: App;
  readonly taken: AcquiringNotification[];
  readonly refused: string[];
  /** Pays with a code that waits for the wallet, which then confirms; resolves when the notification was handled. */
  sell(): Promise<string>;
}

type Start = (options: AppOptions) => Promise<App>;

/** A shop with a route, and the simulator that notifies it. */
async function open(start: Start, setting: Setting = {}): Promise<Scene> {
  const { dialect = 'public-2.0.4' } = setting.acquiring ?? {};
  const clock = createManualClock(startMs);
  const taken: AcquiringNotification[] = [];
  const refused: string[] = [];
  let failuresLeft = setting.failures ?? 0;
  const verifier = await createVerifier({
    clientId,
    merchantId: 'TEST_MERCHANT',
    dialect,
    clock,
    keyRing: await createKeyRing(publicPem('alipay')),
  });
  const options = {
    verifier,
    onNotification: async ({ family, notification }: Received) => {
      if (setting.slowMs !== undefined) await new Promise((resolve) => setTimeout(resolve, setting.slowMs));
      if (failuresLeft > 0) {
        failuresLeft -= 1;
        throw new Error('the database is away');
      }
      if (family === 'acquiring') taken.push(notification);
    },
    onRefused: (error: { readonly code: string }) => {
      refused.push(error.code);
    },
    ...(setting.before !== undefined && { before: setting.before }),
  };
  // The servers of this folder are typed for the v1 family; the route itself takes either.
  const app = await start(options as unknown as AppOptions);
  const simulator = await startSimulator({
    clock,
    merchant: {
      clientId,
      merchantPublicKey: publicPem('merchant'),
      alipayPrivateKey: vectorText('keys/alipay.private.pkcs8.pem'),
    },
    acquiring: { ...setting.acquiring, notifyUrl: app.url + notifyPath },
  });
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    dialect,
    privateKey: vectorText('keys/merchant.private.pkcs8.pem'),
    alipayPublicKeys: publicPem('alipay'),
    clock,
  });
  running.push(app, simulator, gateway);
  const payments = createBarcodePayments(gateway, { merchantId: 'TEST_MERCHANT' });
  let sales = 0;
  const sell = async (): Promise<string> => {
    sales += 1;
    const merchantTransId = `sale_${sales}`;
    const order = { orderAmount: { currency: 'USD', value: '599' } };
    await payments.pay({ merchantTransId, identityCode: testPaymentCodes.waitsForWallet, order });
    await simulator.control.confirm(merchantTransId);
    await simulator.control.settled();
    return merchantTransId;
  };
  return { simulator, app, taken, refused, sell };
}

const deliveriesOf = (simulator: Simulator) =>
  simulator.control.deliveries().map(({ status, acknowledged }) => [status, acknowledged]);

describe.each(frameworks)('%s', (_name, start) => {
  it('acknowledges what the handler has taken, and the simulator believes it', async () => {
    const { simulator, app, taken, refused, sell } = await open(start);
    const merchantTransId = await sell();
    expect(taken).toMatchObject([
      { kind: 'paid', merchantTransId, orderAmount: { currency: 'USD', value: '599' } },
    ]);
    expect(taken[0]).toMatchObject({ acquirementId: simulator.control.payment(merchantTransId)?.paymentId });
    expect(simulator.control.deliveries()).toMatchObject([
      { attempt: 1, status: 200, acknowledged: true, error: undefined },
    ]);
    expect([refused, app.errors]).toEqual([[], []]);
    await simulator.control.advance(48 * 60 * minuteMs);
    expect(simulator.control.deliveries()).toHaveLength(1);
  });

  it('is asked again where the handler throws, until it has stored it', async () => {
    const { simulator, app, taken, sell } = await open(start, { failures: 2 });
    await sell();
    expect(taken).toEqual([]);
    await simulator.control.advance(2 * minuteMs);
    expect(taken).toEqual([]);
    await simulator.control.advance(10 * minuteMs);
    expect(taken.map(({ kind }) => kind)).toEqual(['paid']);
    expect(deliveriesOf(simulator)).toEqual([
      [500, false],
      [500, false],
      [200, true],
    ]);
    expect(app.errors.map((error) => (error as Error).message)).toEqual(
      Array(2).fill('the database is away'),
    );
  });

  it('waits for a slow handler before it acknowledges', async () => {
    const { simulator, taken, sell } = await open(start, { slowMs: 150 });
    await sell();
    expect(taken).toHaveLength(1);
    expect(deliveriesOf(simulator)).toEqual([[200, true]]);
  });

  it.each<[NotificationFault, string]>([
    ['wrong-signature', 'ERR_SIGNATURE_INVALID'],
    ['foreign-key', 'ERR_SIGNATURE_INVALID'],
    ['sha1-signature', 'ERR_SIGNATURE_INVALID'],
    ['unsigned', 'ERR_SIGNATURE_MISSING'],
    ['empty-signature', 'ERR_SIGNATURE_MALFORMED'],
    ['triple-base64', 'ERR_SIGNATURE_MALFORMED'],
    ['repeated-member', 'ERR_SIGNATURE_MALFORMED'],
    ['hidden-member', 'ERR_SIGNATURE_MALFORMED'],
    ['trailing-bytes', 'ERR_SIGNATURE_MALFORMED'],
    ['repeated-key', 'ERR_NOTIFICATION_MALFORMED'],
    ['wrong-client', 'ERR_SIGNATURE_CLIENT'],
  ])('after %s refuses the first delivery and believes the second', async (fault, code) => {
    const { simulator, taken, refused, sell, app } = await open(start);
    simulator.control.notifyNext({ fault });
    await sell();
    expect([taken, refused]).toEqual([[], [code]]);
    await simulator.control.advance(2 * minuteMs);
    expect(taken.map(({ kind }) => kind)).toEqual(['paid']);
    expect(refused).toEqual([code]);
    expect(deliveriesOf(simulator)).toEqual([
      [400, false],
      [200, true],
    ]);
    expect(app.errors).toEqual([]);
  });

  it('tells nobody why it refuses', async () => {
    const { app } = await open(start);
    const post = async (body: Buffer) => {
      const answer = await fetch(app.url + notifyPath, { method: 'POST', body: new Uint8Array(body) });
      return `${answer.status} ${await answer.text()}`;
    };
    const answers = new Set([
      await post(seal(paidBody(), { pair: 'merchant', head: { clientId } })),
      await post(seal(paidBody(), { head: { clientId: 'T_OTHER' } })),
      await post(Buffer.from('hello')),
      await post(Buffer.alloc(0)),
    ]);
    expect(answers.size).toBe(1);
    expect([...answers][0]).not.toMatch(/signature|client|ERR_/i);
    expect([...answers][0]).not.toContain('"S"');
  });

  it('takes a notification of another function as other, never as paid', async () => {
    const { simulator, taken, sell } = await open(start);
    simulator.control.notifyNext({ fault: 'wrong-function' });
    await sell();
    expect(taken.map(({ kind }) => kind)).toEqual(['other']);
    // It was acknowledged under its own function, which is not the one that was to be told.
    expect(deliveriesOf(simulator)).toEqual([[200, false]]);
    await simulator.control.advance(2 * minuteMs);
    expect(taken.map(({ kind }) => kind)).toEqual(['other', 'paid']);
  });

  it.each<[Before, boolean]>([
    ['json-parser', false],
    ['text-parser', false],
    ['stream-reader', false],
    ['raw-parser', true],
    ['raw-body-keeper', true],
  ])('behind a %s it works only where the bytes were kept', async (before, works) => {
    const { simulator, app, taken, sell } = await open(start, { before });
    await sell();
    expect(taken).toHaveLength(works ? 1 : 0);
    expect(deliveriesOf(simulator)).toEqual([works ? [200, true] : [500, false]]);
    expect(app.errors).toMatchObject(works ? [] : [{ code: 'ERR_BODY_CONSUMED' }]);
  });
});

describe('every form of notification', () => {
  const [, start] = frameworks[0]!;
  it.each<[string, AcquiringOptions]>([
    ['public-2.0.2', { dialect: 'public-2.0.2' }],
    ['hk-2.0.0 with SHA-1', { dialect: 'hk-2.0.0' }],
    ['signature first', { memberOrder: 'signature-first' }],
    ['pretty', { style: 'pretty' }],
    ['escaped', { style: 'escaped' }],
    ['base64 twice', { encoding: 'twice' }],
    ['under response', { notificationMember: 'response' }],
    [
      'all at once',
      { style: 'escaped', memberOrder: 'signature-first', encoding: 'twice', notificationMember: 'response' },
    ],
  ])('%s is believed and acknowledged', async (_name, acquiring) => {
    const { simulator, taken, refused, sell } = await open(start, { acquiring });
    const merchantTransId = await sell();
    expect(refused).toEqual([]);
    expect(taken).toMatchObject([{ kind: 'paid', merchantTransId }]);
    expect(deliveriesOf(simulator)).toEqual([[200, true]]);
  });

  it.each([
    ['public-2.0.4', undefined],
    ['hk-2.0.0', 'declined_1'],
  ] as const)('the failure of %s names the id %s, and is acknowledged', async (dialect, named) => {
    const { simulator, app, taken } = await open(start, { acquiring: { dialect } });
    const gateway = await createAcquiringGateway({
      baseUrl: `${simulator.url}/api`,
      clientId,
      dialect,
      privateKey: vectorText('keys/merchant.private.pkcs8.pem'),
      alipayPublicKeys: publicPem('alipay'),
    });
    running.push(gateway);
    const payments = createBarcodePayments(gateway, { merchantId: 'TEST_MERCHANT' });
    const { expiredCode } = testPaymentCodes;
    const order = { orderAmount: { currency: 'USD', value: '599' } };
    await payments.pay({ merchantTransId: 'declined_1', identityCode: expiredCode, order });
    await simulator.control.settled();
    expect(taken).toMatchObject([
      { kind: 'declined', merchantTransId: named, result: { resultCode: 'EXPIRED_CODE' } },
    ]);
    expect(deliveriesOf(simulator)).toEqual([[200, true]]);
    expect(app.errors).toEqual([]);
  });

  it('a wrong amount is well signed, so only your own comparison stops it', async () => {
    const { simulator, taken, sell } = await open(start);
    simulator.control.notifyNext({ fault: 'wrong-amount' });
    await sell();
    expect(taken).toMatchObject([{ kind: 'paid', orderAmount: { currency: 'USD', value: '600' } }]);
    expect(deliveriesOf(simulator)).toEqual([[200, true]]);
  });

  it('ten copies and a repeat are all acknowledged', async () => {
    const { simulator, taken, sell } = await open(start);
    simulator.control.notifyNext({ copies: 10 });
    const merchantTransId = await sell();
    await simulator.control.resendNotification(merchantTransId);
    await simulator.control.settled();
    expect(taken).toHaveLength(11);
    expect(simulator.control.deliveries().every(({ acknowledged }) => acknowledged)).toBe(true);
  });

  it('a notification beyond the size limit is refused', async () => {
    const { app, refused } = await open(start);
    const body = seal(paidBody({ padding: 'x'.repeat(262_144) }), { head: { clientId } });
    const answer = await fetch(app.url + notifyPath, { method: 'POST', body: new Uint8Array(body) }).catch(
      () => undefined,
    );
    expect(answer?.status ?? 400).toBe(400);
    expect(refused).toEqual(['ERR_NOTIFICATION_TOO_LARGE']);
  });
});
