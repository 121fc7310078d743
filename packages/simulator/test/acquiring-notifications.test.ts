import {
  createManualClock,
  type NotificationFault,
  type Simulator,
  type SimulatorOptions,
  testPaymentCodes,
} from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import {
  barcodeBody,
  callAcquiring,
  codeOf,
  isSealed,
  payOnce,
  preCreateBody,
  sendEnvelope,
  signedText,
  signText,
} from './support/acquirer.ts';
import { call, exchange, type Json, payBody } from './support/merchant.ts';
import {
  type Received,
  startNotifyServer,
  acknowledgement as v1Acknowledgement,
} from './support/notify-server.ts';
import { startQuickly } from './support/start.ts';

const minute = 60_000;
const notifyFunction = 'alipay.intl.acquiring.offline.notify.pay';
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface ReplyChanges {
  readonly head?: Record<string, unknown>;
  readonly status?: string;
  readonly member?: string;
  readonly hash?: 'sha256' | 'sha1';
  readonly wrap?: (content: string, signature: string) => string;
}

let privateKey = '';

/** The merchant's acknowledgement of one delivery, signed with node:crypto (docs/wire/acquiring §11). */
function reply(message: Received, changes: ReplyChanges = {}): string {
  const outer = JSON.parse(message.body.toString('utf8'));
  const { head } = outer.request ?? outer.response;
  const content = JSON.stringify({
    head: {
      version: head.version,
      function: head.function,
      clientId: head.clientId,
      respTime: '2026-11-01T12:00:00+08:00',
      reqMsgId: head.reqMsgId,
      ...changes.head,
    },
    body: {
      resultInfo: {
        resultStatus: changes.status ?? 'S',
        resultCodeId: '00000000',
        resultCode: 'SUCCESS',
        resultMsg: 'success',
      },
    },
  });
  const signature = signText(content, privateKey, changes.hash);
  const wrap = changes.wrap ?? ((text, mark) => `{"response":${text},"signature":"${mark}"}`);
  return wrap(content, signature);
}

async function setUp(options: SimulatorOptions = {}, changes: ReplyChanges | string = {}) {
  const server = await startNotifyServer((count, response) => {
    const message = server.received[count - 1]!;
    response.end(typeof changes === 'string' ? changes : reply(message, changes));
  });
  cleanups.push(server.close);
  const simulator = await startQuickly({
    clock: createManualClock(Date.parse('2026-11-01T12:00:00+08:00')),
    ...options,
  });
  cleanups.push(simulator.close);
  privateKey = simulator.credentials.merchantPrivateKey!;
  return { simulator, server };
}

async function place(simulator: Simulator, changes: Record<string, unknown> = {}): Promise<Json> {
  return await callAcquiring(simulator, 'preCreate', preCreateBody(changes));
}

describe('preCreate', () => {
  it('gives a page on which the buyer pays', async () => {
    const { simulator } = await setUp();
    const request = preCreateBody({ merchantRedirectUrl: 'https://shop.example/thanks' });
    const body = await callAcquiring(simulator, 'preCreate', request);
    expect(body).toEqual({
      resultInfo: expect.objectContaining({ resultCode: 'SUCCESS', resultStatus: 'S' }),
      orderQrCode: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/wallet\/[\da-f]{32}$/),
      acquirementId: expect.stringMatching(/^\d{28}$/),
      merchantTransId: request.merchantTransId,
    });
    const { pathname } = new URL(body.orderQrCode);
    const page = (await exchange(simulator.url, 'GET', pathname)).body.toString('utf8');
    expect(page).toContain('Example Cafe');
    expect(page).toContain('Kaffee und Törtchen');
    const paid = await exchange(simulator.url, 'POST', `${pathname}/pay`);
    expect(paid.headers['location']).toBe('https://shop.example/thanks');
    expect(simulator.control.payment(body.acquirementId)).toMatchObject({
      scenario: 'OrderCode',
      paymentStatus: 'SUCCESS',
    });
    expect(await callAcquiring(simulator, 'preCreate', request)).toEqual(body);
  });

  it('makes entry codes, for which it wants the user agent', async () => {
    const { simulator } = await setUp();
    const refused = await place(simulator, { sceneType: 'THIRDPARTYQRCODE' });
    expect(refused.resultInfo.resultMsg).toBe('userAgent is missing');
    const userAgent = 'AliApp(AP/10.1.80.8050) AlipayClientHK/10.1.80';
    const body = await place(simulator, { sceneType: 'THIRDPARTYQRCODE', userAgent });
    expect(simulator.control.payment(body.acquirementId)?.scenario).toBe('EntryCode');
  });

  it('tells the state when it is repeated, and refuses other data', async () => {
    const { simulator } = await setUp({ contract: { currencies: ['USD'] } });
    const request = preCreateBody();
    const { acquirementId } = await callAcquiring(simulator, 'preCreate', request);
    const other = { ...request, order: { orderAmount: { currency: 'USD', value: '1' } } };
    expect(codeOf(await callAcquiring(simulator, 'preCreate', other))).toBe('REPEAT_REQ_INCONSISTENT/F');
    const barcode = barcodeBody({ merchantTransId: request.merchantTransId });
    expect(codeOf(await callAcquiring(simulator, 'pay', barcode))).toBe('REPEAT_REQ_INCONSISTENT/F');
    await simulator.control.advance(10 * minute);
    const closed = await callAcquiring(simulator, 'preCreate', request);
    expect(codeOf(closed)).toBe('ORDER_IS_CLOSED/F');
    expect(closed).toMatchObject({ acquirementId });
    expect(closed).not.toHaveProperty('orderQrCode');
    const euro = preCreateBody({ order: { orderAmount: { currency: 'EUR', value: '1' } } });
    expect(codeOf(await callAcquiring(simulator, 'preCreate', euro))).toBe('CURRENCY_NOT_SUPPORT/F');
    const nowhere = await place(simulator, { notifyUrl: 'nowhere' });
    expect(nowhere.resultInfo.resultMsg).toBe('notifyUrl must be an http or https URL');
  });
});

describe('the notification', () => {
  it('is an envelope, signed, about what was paid', async () => {
    const { simulator, server } = await setUp();
    const { acquirementId, merchantTransId } = await place(simulator, { notifyUrl: `${server.url}?shop=1` });
    await simulator.control.confirm(acquirementId);
    await simulator.control.settled();
    const [message] = server.received;
    const text = message!.body.toString('utf8');
    expect(message!.path).toBe('/notify?shop=1');
    expect(message!.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(isSealed(text, simulator.credentials.alipayPublicKey, { member: 'request' })).toBe(true);
    const { request } = JSON.parse(text);
    expect(request.head).toEqual({
      version: '2.0.4',
      function: notifyFunction,
      clientId: 'TEST_SIMULATOR',
      reqTime: '2026-11-01T12:00:00+08:00',
      reqMsgId: expect.stringMatching(/^[\da-f-]{36}$/),
      reserve: '{}',
    });
    expect(request.body).toEqual({
      resultInfo: {
        resultStatus: 'S',
        resultCodeId: '00000000',
        resultCode: 'SUCCESS',
        resultMsg: 'success',
      },
      merchantId: 'TEST_MERCHANT',
      acquirementId,
      merchantTransId,
      orderAmount: { currency: 'USD', value: '599' },
      payAmount: { currency: 'CNY', value: '4253' },
      conversionRate: { currencyPair: 'USD/CNY', value: '7.1' },
      paymentTime: '2026-11-01T12:00:00+08:00',
    });
    expect(simulator.control.deliveries()).toEqual([
      {
        notifyType: notifyFunction,
        paymentRequestId: merchantTransId,
        paymentId: acquirementId,
        resultCode: 'SUCCESS',
        url: `${server.url}?shop=1`,
        attempt: 1,
        status: 200,
        acknowledged: true,
        error: undefined,
        at: Date.parse('2026-11-01T12:00:00+08:00'),
      },
    ]);
  });

  it('of a barcode payment goes where the options say, if they do', async () => {
    const { simulator: silent, server } = await setUp();
    const { merchantTransId } = await payOnce(silent);
    await expect(silent.control.resendNotification(merchantTransId)).rejects.toThrow('has no notify URL');
    await silent.control.settled();
    expect(silent.control.deliveries()).toEqual([]);
    const { simulator } = await setUp({ acquiring: { notifyUrl: server.url } });
    await payOnce(simulator);
    const { acquirementId } = await place(simulator);
    await simulator.control.confirm(acquirementId);
    await simulator.control.settled();
    expect(simulator.control.deliveries().map(({ acknowledged }) => acknowledged)).toEqual([true, true]);
    expect(server.received).toHaveLength(2);
  });

  it('of a failure names no payment, except in Hong Kong', async () => {
    const { simulator, server } = await setUp();
    const { acquirementId } = await place(simulator, { notifyUrl: server.url });
    await simulator.control.decline(acquirementId);
    await simulator.control.settled();
    expect(server.bodies()[0].request.body).toEqual({
      resultInfo: expect.objectContaining({ resultCode: 'USER_BALANCE_NOT_ENOUGH', resultStatus: 'F' }),
    });
    const hk = await setUp({ acquiring: { dialect: 'hk-2.0.0' } }, { hash: 'sha1' });
    const request = barcodeBody({ identityCode: testPaymentCodes.balanceNotEnough });
    const sending = { head: { version: '2.0.0' }, hash: 'sha1' } as const;
    const { codeType: _codeType, identityCode: _identityCode, ...order } = request;
    const placed = { ...order, notifyUrl: hk.server.url };
    const body = await callAcquiring(hk.simulator, 'preCreate', placed, sending);
    await hk.simulator.control.decline(body.acquirementId);
    await hk.simulator.control.settled();
    const text = hk.server.received[0]!.body.toString('utf8');
    const { alipayPublicKey } = hk.simulator.credentials;
    expect(isSealed(text, alipayPublicKey, { member: 'request', hash: 'sha1' })).toBe(true);
    expect(Object.keys(JSON.parse(text).request.body)).toEqual(['resultInfo', 'merchantTransId']);
    expect(hk.simulator.control.deliveries()[0]?.acknowledged).toBe(true);
  });

  it.each(['request', 'response'] as const)(
    'can come under %s, pretty and signature first',
    async (member) => {
      const { simulator, server } = await setUp({
        acquiring: { notificationMember: member, style: 'pretty', memberOrder: 'signature-first' },
      });
      const { acquirementId } = await place(simulator, { notifyUrl: server.url });
      await simulator.control.confirm(acquirementId);
      await simulator.control.settled();
      const text = server.received[0]!.body.toString('utf8');
      expect(Object.keys(JSON.parse(text))).toEqual(['signature', member]);
      expect(isSealed(text, simulator.credentials.alipayPublicKey, { member })).toBe(true);
      expect(simulator.control.deliveries()[0]?.acknowledged).toBe(true);
    },
  );

  it('comes again on the schedule of v1, each time as a new message', async () => {
    const { simulator, server } = await setUp({}, 'success');
    const { acquirementId } = await place(simulator, { notifyUrl: server.url });
    await simulator.control.confirm(acquirementId);
    await simulator.control.advance(48 * 60 * minute);
    expect(simulator.control.deliveries().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(server.bodies().map(({ request }) => request.head.reqMsgId)).size).toBe(8);
  });

  it('can be copied, held back and sent again; it has no pending notice', async () => {
    const { simulator, server } = await setUp();
    const { acquirementId } = await place(simulator, { notifyUrl: server.url });
    simulator.control.notifyNext({ copies: 2, pendingFirst: true });
    simulator.control.holdNotifications();
    await simulator.control.confirm(acquirementId);
    await simulator.control.settled();
    expect(server.received).toHaveLength(0);
    simulator.control.releaseNotifications('reversed');
    await simulator.control.resendNotification(acquirementId);
    await simulator.control.settled();
    expect(simulator.control.deliveries().map(({ notifyType }) => notifyType)).toEqual([
      notifyFunction,
      notifyFunction,
      notifyFunction,
    ]);
  });
});

describe('acknowledgements', () => {
  const answered = async (changes: ReplyChanges | string, options: SimulatorOptions = {}) => {
    const { simulator, server } = await setUp({ ...options, resendSchedule: [0] }, changes);
    const { acquirementId } = await place(simulator, { notifyUrl: server.url });
    await simulator.control.confirm(acquirementId);
    await simulator.control.settled();
    return simulator.control.deliveries()[0]?.error ?? 'acknowledged';
  };
  const unsigned: ReplyChanges = { wrap: (text) => `{"response":${text}}` };
  const wrong: ReplyChanges = { wrap: (text) => `{"response":${text},"signature":"AAAA"}` };

  it.each<[string, string, ReplyChanges | string]>([
    ['acknowledged', 'the plain one', {}],
    [
      'acknowledged',
      'signature first',
      { wrap: (text, mark) => `{"signature":"${mark}","response":${text}}` },
    ],
    ['the body is not an envelope with response', 'text', 'success'],
    ['the body is not an envelope with response', 'the acknowledgement of v1', v1Acknowledgement],
    [
      'the body is not an envelope with response',
      'request',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark}"}` },
    ],
    ['the acknowledgement is not signed', 'no signature', unsigned],
    ['the signature of the acknowledgement is wrong', 'a wrong signature', wrong],
    ['the signature of the acknowledgement is wrong', 'another hash', { hash: 'sha1' }],
    [
      'the signature of the acknowledgement is wrong',
      'a changed byte',
      { wrap: (text, mark) => `{"response":${text.replace('success', 'Success')},"signature":"${mark}"}` },
    ],
    ['head.function is not that of the notification', 'another function', { head: { function: 'x' } }],
    ['head.reqMsgId is not that of the notification', 'another message', { head: { reqMsgId: 'x' } }],
    ['head.reqMsgId is not that of the notification', 'no message', { head: { reqMsgId: undefined } }],
    ['resultInfo.resultStatus is not S', 'U', { status: 'U' }],
  ])('%s: %s', async (ending, _what, changes) => {
    expect(await answered(changes)).toBe(ending);
  });

  it('may lack the signature when the options say so', async () => {
    const options = { acquiring: { acknowledgement: 'unsigned-allowed' } } as const;
    expect(await answered(unsigned, options)).toBe('acknowledged');
    expect(await answered(wrong, options)).toBe('the signature of the acknowledgement is wrong');
  });
});

describe('a flawed first delivery', () => {
  const flawed = async (fault: NotificationFault) => {
    const { simulator, server } = await setUp({}, 'no');
    const { acquirementId } = await place(simulator, { notifyUrl: server.url });
    simulator.control.notifyNext({ fault });
    await simulator.control.confirm(acquirementId);
    await simulator.control.advance(2 * minute);
    const [first = '', second = ''] = server.received.map(({ body }) => body.toString('utf8'));
    const seal = (text: string, options = {}) =>
      isSealed(text, simulator.credentials.alipayPublicKey, { member: 'request', ...options });
    return { first, second, seal };
  };

  it.each<NotificationFault>([
    'wrong-signature',
    'unsigned',
    'empty-signature',
    'foreign-key',
    'sha1-signature',
    'double-base64',
    'triple-base64',
  ])('%s cannot be verified; the resend can', async (fault) => {
    const { first, second, seal } = await flawed(fault);
    expect(seal(first)).toBe(false);
    expect(seal(second)).toBe(true);
  });

  it.each<[NotificationFault, (text: string) => unknown, unknown]>([
    ['wrong-client', (text) => JSON.parse(text).request.head.clientId, 'TEST_SOMEBODY_ELSE'],
    ['wrong-function', (text) => JSON.parse(text).request.head.function, 'alipay.intl.acquiring.offline.pay'],
    ['wrong-amount', (text) => JSON.parse(text).request.body.orderAmount.value, '600'],
    ['repeated-key', (text) => JSON.parse(text).request.body.resultInfo.resultStatus, 'F'],
    ['repeated-member', (text) => JSON.parse(text).request.body.resultInfo.resultStatus, 'F'],
    ['hidden-member', (text) => JSON.parse(text).request.body.resultInfo.resultStatus, 'F'],
    ['trailing-bytes', (text) => text.slice(-2), ';0'],
  ])('%s is signed and lies', async (fault, read, lie) => {
    const { first, second, seal } = await flawed(fault);
    expect(read(first)).toEqual(lie);
    expect(seal(fault === 'trailing-bytes' ? first.slice(0, -2) : first)).toBe(true);
    expect(signedText(second, 'request')).toContain(notifyFunction);
    if (fault === 'wrong-amount') expect(read(second)).toBe('600');
    else expect(read(second)).not.toEqual(lie);
  });

  it('changes nothing in v1 when it belongs to the envelope', async () => {
    const { simulator, server } = await setUp({}, v1Acknowledgement);
    simulator.control.notifyNext({ fault: 'repeated-member' });
    await call(simulator, 'pay', payBody('PaymentCode', { paymentNotifyUrl: server.url }));
    await simulator.control.settled();
    expect(simulator.control.deliveries()[0]).toMatchObject({
      acknowledged: true,
      notifyType: 'PAYMENT_RESULT',
    });
    expect(server.bodies()[0].result.resultStatus).toBe('S');
  });
});

describe('over HTTP', () => {
  it('the controls know the ids of the family', async () => {
    const { simulator } = await setUp();
    const request = barcodeBody({ identityCode: testPaymentCodes.waitsForWallet });
    await callAcquiring(simulator, 'pay', request);
    const { merchantId, merchantTransId } = request;
    const post = async (name: string, body: unknown) =>
      await exchange(simulator.url, 'POST', `/__control/${name}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('hide-from-queries', { id: merchantTransId })).status).toBe(200);
    expect((await post('hide-from-queries', { id: 'next', times: 0 })).status).toBe(400);
    expect((await post('hide-from-queries', { id: 'next', times: '1' })).status).toBe(400);
    const query = async () =>
      codeOf(await callAcquiring(simulator, 'payQuery', { merchantId, merchantTransId }));
    expect([await query(), await query()]).toEqual(['ORDER_NOT_EXIST/F', 'SUCCESS/S']);
    const order = { operation: 'acquiring.payQuery', fault: 'wrong-signature' };
    expect((await post('fail-next', order)).status).toBe(200);
    const answer = await sendEnvelope(simulator, 'payQuery', { merchantId, merchantTransId });
    expect(isSealed(answer.body.toString(), simulator.credentials.alipayPublicKey)).toBe(false);
    expect(JSON.parse((await post('confirm', { id: merchantTransId })).body.toString())).toMatchObject({
      family: 'acquiring',
      paymentStatus: 'SUCCESS',
    });
    const view = await exchange(simulator.url, 'GET', '/__control/credentials');
    expect(JSON.parse(view.body.toString())).toMatchObject({ merchantId: 'TEST_MERCHANT' });
  });

  it('a rotated key signs envelopes, too', async () => {
    const { simulator } = await setUp();
    const alipayPublicKey = simulator.control.rotateAlipayKey('2');
    const answer = await sendEnvelope(simulator, 'pay', barcodeBody());
    expect(isSealed(answer.body.toString(), simulator.credentials.alipayPublicKey)).toBe(false);
    expect(isSealed(answer.body.toString(), alipayPublicKey)).toBe(true);
  });
});
