import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { ProtocolError, TransportError, type TransportRequest, version } from '@alipay-intl/core';
import { parseSignatureHeader, signedContent } from '@alipay-intl/core/signing';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { signedReply } from '../fixtures/signed-reply.ts';
import { answerSigned, openStubGateway } from '../fixtures/stub-gateway.ts';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

const path = '/ams/api/v1/payments/pay';
const merchant = createPublicKey(publicPem('merchant'));

function isSignedByMerchant(request: TransportRequest): boolean {
  const { headers, body } = request;
  const parsed = parseSignatureHeader(headers['signature'] ?? '');
  if (!parsed.ok) return false;
  const time = headers['request-time'] ?? '';
  const clientId = headers['client-id'] ?? '';
  const content = signedContent({ method: request.method, path: request.path, clientId, time }, body);
  return verify('sha256', content, merchant, parsed.header.signature);
}

async function firstRequest(
  options: Parameters<typeof openStubGateway>[1] = {},
  request: object = {},
): Promise<TransportRequest> {
  const { gateway, sent } = await openStubGateway(answerSigned(), options);
  await gateway.exchange({ path, body: { a: 1 }, ...request });
  const [first] = sent;
  if (first === undefined || sent.length !== 1) throw new Error(`${sent.length} requests were sent`);
  return first;
}

describe('a request', () => {
  test('is a signed POST whose body is the bytes that were signed', async () => {
    const body = { z: '二维码', a: { b: ['1', 2, null] } };
    const request = await firstRequest({}, { body });
    expect(request.method).toBe('POST');
    expect(Buffer.from(request.body).toString()).toBe(JSON.stringify(body));
    expect(isSignedByMerchant(request)).toBe(true);
  });
  test('carries the documented headers and no others (docs/wire/v1 §1.3)', async () => {
    const clock = { now: () => 1_685_599_933_871.6 };
    const { headers } = await firstRequest({ clock });
    expect(headers).toEqual({
      'content-type': 'application/json; charset=UTF-8',
      accept: 'application/json',
      'user-agent': `alipay-intl/${version}`,
      'client-id': 'T_111222333',
      'request-time': '1685599933871',
      signature: expect.stringMatching(/^algorithm=RSA256,keyVersion=1,signature=[A-Za-z0-9%]+$/),
    });
  });
  test('names the key version, the time and the user agent as they were set', async () => {
    const clock = { now: () => 1_685_599_933_871 };
    const settings = {
      keyVersion: '12',
      requestTimeForm: 'iso',
      userAgent: 'shop/1.0 (till 7)',
      clock,
    } as const;
    const request = await firstRequest(settings);
    expect(request.headers['signature']).toContain('keyVersion=12,');
    expect(request.headers['request-time']).toBe('2023-06-01T06:12:13+00:00');
    expect(request.headers['user-agent']).toBe(`shop/1.0 (till 7) alipay-intl/${version}`);
    expect(isSignedByMerchant(request)).toBe(true);
  });
  test('carries Agent-Token only where one is given', async () => {
    expect(await firstRequest()).not.toHaveProperty('headers.agent-token');
    expect(await firstRequest({}, { agentToken: undefined })).not.toHaveProperty('headers.agent-token');
    const given = await firstRequest({}, { agentToken: 'token-48' });
    expect(given.headers['agent-token']).toBe('token-48');
  });
  test('has the deadline of the gateway, or its own, and its signal', async () => {
    const { signal } = new AbortController();
    expect((await firstRequest()).deadlineMs).toBe(15_000);
    expect((await firstRequest({ deadlineMs: 777 })).deadlineMs).toBe(777);
    const own = await firstRequest({ deadlineMs: 777 }, { deadlineMs: 55, signal });
    expect([own.deadlineMs, own.signal]).toEqual([55, signal]);
  });
  test('is sent once, and the key is imported once, when the gateway is opened', async () => {
    let read = 0;
    const key = createPrivateKey(privatePem('merchant'));
    const privateKey = {
      sign: (bytes: Uint8Array) => sign('sha256', bytes, key),
      get publicKey() {
        read += 1;
        return publicPem('merchant');
      },
    };
    const { gateway, sent } = await openStubGateway(answerSigned(), { privateKey });
    const readAtOpening = read;
    expect(readAtOpening).toBeGreaterThan(0);
    for (let call = 0; call < 3; call += 1) await gateway.exchange({ path, body: {} });
    expect(sent).toHaveLength(3);
    expect(read).toBe(readAtOpening);
  });
});

describe('a request that cannot be made is ERR_REQUEST_INVALID before anything is sent', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each([
    ['a bigint', { body: { a: 1n } }],
    ['a circle', { body: circle }],
    ['a function', { body: () => 1 }],
    ['nothing', { body: undefined }],
    ['null', { body: null }],
    ['a list', { body: [] }],
    ['text', { body: '{}' }],
    ['a path without slash', { path: 'ams/api' }],
    ['a path with a blank', { path: '/ams api' }],
    ['a path with a line feed', { path: '/ams\n' }],
    ['a path with a fragment', { path: '/ams#x' }],
    ['a path that is not ASCII', { path: '/é' }],
    ['an agent token with a line feed', { agentToken: 'token\n' }],
    ['an agent token that is empty', { agentToken: '' }],
    ['an agent token that is too long', { agentToken: 'x'.repeat(129) }],
    ['a deadline of zero', { deadlineMs: 0 }],
    ['a deadline that is no number', { deadlineMs: Number.NaN }],
    ['a deadline that no timer can hold', { deadlineMs: 2 ** 31 }],
  ])('%s', async (_name, changes) => {
    const { gateway, sent } = await openStubGateway(answerSigned());
    const error = await caughtError(() => gateway.exchange({ path, body: {}, ...changes } as never));
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(error.message).toContain('moved no money');
    expect(sent).toHaveLength(0);
  });
  test('a signer that fails stops the call', async () => {
    const privateKey = { sign: () => Promise.reject(new Error('HSM is away')) };
    const { gateway, sent } = await openStubGateway(answerSigned(), { privateKey });
    const error = await caughtError(() => gateway.exchange({ path, body: {} }));
    expect(error.code).toBe('ERR_SIGNING_FAILED');
    expect(sent).toHaveLength(0);
  });
});

describe('what comes of it', () => {
  const lost = new TransportError('ERR_TRANSPORT_LOST', { what: 'w', next: 'n', bytesMayHaveLeft: true });
  const unsent = new TransportError('ERR_TRANSPORT_CONNECT', {
    what: 'w',
    next: 'n',
    bytesMayHaveLeft: false,
  });
  const oversize = new ProtocolError('ERR_RESPONSE_TOO_LARGE', { what: 'w', next: 'n', httpStatus: 200 });
  const failing = (error: unknown) => () => Promise.reject(error);

  test('a failure after bytes may have left is lost', async () => {
    const { gateway } = await openStubGateway(failing(lost));
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({ kind: 'lost', error: lost, httpStatus: undefined, path });
  });
  test('a failure before a byte left is thrown', async () => {
    const { gateway } = await openStubGateway(failing(unsent));
    expect(await caughtError(() => gateway.exchange({ path, body: {} }))).toBe(unsent);
  });
  test('an answer over the size limit is unproven', async () => {
    const { gateway } = await openStubGateway(failing(oversize));
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({
      kind: 'unproven',
      error: oversize,
      claimed: undefined,
      httpStatus: 200,
    });
  });
  test('a transport that throws something else may have sent, so the call is lost', async () => {
    const fault = new RangeError('bug');
    const { gateway } = await openStubGateway(failing(fault));
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({
      kind: 'lost',
      error: { code: 'ERR_TRANSPORT_LOST', bytesMayHaveLeft: true, cause: fault },
    });
  });
  test('facts: status, trace id, duration by the given clock', async () => {
    let now = 1_685_599_933_000;
    const clock = { now: () => now };
    const { gateway } = await openStubGateway(
      (request) => {
        now += 1_234;
        const reply = signedReply({ path: request.path });
        return { ...reply, headers: new Map([...reply.headers, ['tracerid', ['trace-7']]]) };
      },
      { clock },
    );
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({
      kind: 'answered',
      durationMs: 1_234,
      httpStatus: 200,
      traceId: 'trace-7',
    });
  });
  test('an answer to another path is not believed', async () => {
    const { gateway } = await openStubGateway(() => signedReply({ path: '/ams/api/v1/payments/cancel' }));
    expect(await gateway.exchange({ path, body: {} })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_SIGNATURE_INVALID' },
    });
  });
  test('the key ring of the gateway holds the Alipay keys', async () => {
    const { gateway } = await openStubGateway(answerSigned(), {
      alipayPublicKeys: [
        { publicKey: publicPem('alipay') },
        { keyVersion: '2', publicKey: publicPem('alipay-v2') },
      ],
    });
    expect(gateway.keyRing.entries.map((entry) => entry.keyVersion)).toEqual(['1', '2']);
    expect(gateway.clientId).toBe('T_111222333');
  });
  test('close closes the transport', async () => {
    let closed = 0;
    const close = async (): Promise<void> => {
      closed += 1;
    };
    const send = () => Promise.reject(new Error('unused'));
    const { gateway } = await openStubGateway(answerSigned(), { transport: { send, close } });
    await gateway.close();
    expect(closed).toBe(1);
  });
});
