import { createPublicKey, sign, verify } from 'node:crypto';
import { acquiringTestBaseUrl, ProtocolError, TransportError, version } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { headDefaults, replyOf, resultInfo } from '../fixtures/signed-envelope.ts';
import { keyOf } from '../fixtures/signed-reply.ts';
import {
  answerGenuine,
  answerTo,
  firstRequest,
  openStubAcquiring,
  payFunction,
  sentEnvelope,
} from '../fixtures/stub-acquiring.ts';
import { publicPem } from '../fixtures/vectors.ts';

const merchant = createPublicKey(publicPem('merchant'));
const clock = { now: () => 1_714_536_001_999 };

describe('what is sent', () => {
  test('is one POST of {"request":…,"signature":…} whose text is the text that was signed', async () => {
    const body = { z: '二维码 "quoted" \\ {', '1': 'first in JavaScript', a: { b: ['1', 2, null] } };
    const request = await firstRequest({ clock, createMessageId: () => 'id-1' }, { body });
    expect(request.method).toBe('POST');
    const head = {
      version: '2.0.4',
      function: payFunction,
      clientId: headDefaults.clientId,
      reqTime: '2024-05-01T12:00:01+08:00',
      reqMsgId: 'id-1',
      reserve: '{}',
      signType: 'RSA2',
    };
    const { content, signature } = sentEnvelope(request.body);
    expect(content.toString()).toBe(JSON.stringify({ head, body }));
    expect(verify('sha256', content, merchant, Buffer.from(signature, 'base64'))).toBe(true);
  });
  test('has no header but these: nothing about authentication (docs/wire/acquiring §2)', async () => {
    const { headers } = await firstRequest({ userAgent: 'shop/1' }, { isvAccessToken: 'token-1' });
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'user-agent': `shop/1 alipay-intl/${version}`,
    });
  });
  test.each([
    [0, '1970-01-01T08:00:00+08:00'],
    [1_714_492_799_999, '2024-04-30T23:59:59+08:00'],
    [1_714_492_800_000, '2024-05-01T00:00:00+08:00'],
    [1_735_660_800_000.9, '2025-01-01T00:00:00+08:00'],
  ])('reqTime at %d is %s', async (now, reqTime) => {
    const { body } = await firstRequest({ clock: { now: () => now } });
    expect(sentEnvelope(body).head['reqTime']).toBe(reqTime);
  });
  test('reqMsgId is new for each of 1,000 sendings, one after another and at once', async () => {
    const { gateway, sent } = await openStubAcquiring(() => replyOf(''));
    const call = { function: payFunction, body: { merchantTransId: 'one' } };
    for (let at = 0; at < 100; at += 1) await gateway.exchange(call);
    await Promise.all(Array.from({ length: 900 }, () => gateway.exchange(call)));
    const ids = sent.map(({ body }) => sentEnvelope(body).head['reqMsgId']);
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
  test('createMessageId makes the reqMsgId, once for each sending', async () => {
    let made = 0;
    const createMessageId = () => {
      made += 1;
      return String(made).padStart(64, '0');
    };
    const { gateway, sent } = await openStubAcquiring(undefined, { createMessageId });
    for (let at = 0; at < 3; at += 1) await gateway.exchange({ function: payFunction, body: {} });
    expect(made).toBe(3);
    expect(sent.map(({ body }) => Number(sentEnvelope(body).head['reqMsgId']))).toEqual([1, 2, 3]);
  });
  test('reserve holds the ISV token under isvAccesstoken (docs/wire/acquiring §3.2)', async () => {
    const reserveOf = async (isvAccessToken?: string) =>
      sentEnvelope((await firstRequest({}, { isvAccessToken })).body).head['reserve'];
    expect(await reserveOf()).toBe('{}');
    expect(await reserveOf('token "1"')).toBe('{"isvAccesstoken":"token \\"1\\""}');
    const longest = 256 - '{"isvAccesstoken":""}'.length;
    expect(await reserveOf('x'.repeat(longest))).toHaveLength(256);
    expect((await caughtError(() => reserveOf('x'.repeat(longest + 1)))).code).toBe('ERR_REQUEST_INVALID');
  });
  test('the signature is base64 once, or twice where that is set (docs/wire/acquiring §4.3)', async () => {
    for (const [signatureEncoding, times] of [
      [undefined, 1],
      ['once', 1],
      ['twice', 2],
    ] as const) {
      const { body } = await firstRequest({ signatureEncoding });
      const { content, signature } = sentEnvelope(body);
      const once = times === 1 ? signature : Buffer.from(signature, 'base64').toString('latin1');
      expect(once).toBe(sign('sha256', content, keyOf('merchant')).toString('base64'));
    }
  });
  test('has the deadline of the gateway, or its own, and its signal', async () => {
    const { signal } = new AbortController();
    expect((await firstRequest()).deadlineMs).toBe(10_000);
    expect((await firstRequest({ deadlineMs: 777 })).deadlineMs).toBe(777);
    const own = await firstRequest({ deadlineMs: 777 }, { deadlineMs: 55, signal });
    expect([own.deadlineMs, own.signal]).toEqual([55, signal]);
  });
});

describe('an external signer', () => {
  test.each([
    ['public-2.0.4', 'sha256'],
    ['hk-2.0.0', 'sha1'],
  ] as const)('of %s is asked for %s, with the very text that is sent', async (dialect, hash) => {
    const asked: { content: string; hash: unknown }[] = [];
    const privateKey = {
      sign: (content: Uint8Array, wanted: 'sha256' | 'sha1') => {
        asked.push({ content: Buffer.from(content).toString(), hash: wanted });
        return sign(wanted, content, keyOf('merchant'));
      },
      publicKey: publicPem('merchant'),
    };
    const { body } = await firstRequest({ dialect, privateKey, baseUrl: acquiringTestBaseUrl });
    const { content, signature } = sentEnvelope(body);
    expect(asked).toEqual([{ content: content.toString(), hash }]);
    expect(verify(hash, content, merchant, Buffer.from(signature, 'base64'))).toBe(true);
  });
  test.each([
    ['uses the other hash', (content: Uint8Array) => sign('sha256', content, keyOf('merchant'))],
    ['fails', () => Promise.reject(new Error('HSM is away'))],
    ['returns text', () => 'AAAA' as never],
  ])('that %s stops the call', async (_name, signer) => {
    const { gateway, sent } = await openStubAcquiring(undefined, {
      dialect: 'hk-2.0.0',
      baseUrl: acquiringTestBaseUrl,
      privateKey: { sign: signer, publicKey: publicPem('merchant') },
    });
    const error = await caughtError(() => gateway.exchange({ function: payFunction, body: {} }));
    expect(error.code).toBe('ERR_SIGNING_FAILED');
    expect(sent).toHaveLength(0);
  });
});

describe('a request that cannot be made is ERR_REQUEST_INVALID before anything is sent', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each([
    ['a bigint', { body: { a: 1n } }],
    ['a circle', { body: circle }],
    ['a function', { body: () => 1 }],
    ['a list', { body: [] }],
    ['a list of objects', { body: [{}] }],
    ['text', { body: '{}' }],
    ['null', { body: null }],
    ['nothing', { body: undefined }],
    ['an ISV token that is empty', { isvAccessToken: '' }],
    ['an ISV token that is no text', { isvAccessToken: 7 }],
    ['an ISV token that is an object', { isvAccessToken: {} }],
    ['a deadline of zero', { deadlineMs: 0 }],
    ['a deadline that is no number', { deadlineMs: Number.NaN }],
    ['a deadline that no timer can hold', { deadlineMs: 2 ** 31 }],
  ])('%s', async (_name, changes) => {
    const { gateway, sent } = await openStubAcquiring();
    const error = await caughtError(() =>
      gateway.exchange({ function: payFunction, body: {}, ...changes } as never),
    );
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(error.message).toContain('moved no money');
    expect(sent).toHaveLength(0);
  });
  test.each([
    ['too long', 'x'.repeat(65)],
    ['empty', ''],
    ['a number', 7],
    ['nothing', undefined],
    ['a promise', Promise.resolve('id')],
  ])('a reqMsgId that is %s', async (_name, id) => {
    const { gateway, sent } = await openStubAcquiring(undefined, { createMessageId: () => id as never });
    const error = await caughtError(() => gateway.exchange({ function: payFunction, body: {} }));
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(error.message).toContain('createMessageId');
    expect(sent).toHaveLength(0);
  });
});

describe('what comes of it', () => {
  const fault = { what: 'w', next: 'n' };
  const lost = new TransportError('ERR_TRANSPORT_LOST', { ...fault, bytesMayHaveLeft: true });
  const unsent = new TransportError('ERR_TRANSPORT_CONNECT', { ...fault, bytesMayHaveLeft: false });
  const oversize = new ProtocolError('ERR_RESPONSE_TOO_LARGE', { ...fault, httpStatus: 200 });
  const failing = (error: unknown) => () => Promise.reject(error);
  const call = { function: payFunction, body: {} };

  test('an answer has its result, its body, its key, its time and the facts', async () => {
    let now = 1_714_536_000_000;
    const { gateway } = await openStubAcquiring(
      ({ body }) => {
        now += 1_234;
        const reply = replyOf(answerTo(body, { body: `{${resultInfo('S')},"acquirementId":"2015"}` }));
        return { ...reply, headers: new Map([...reply.headers, ['tracerid', ['trace-7']]]) };
      },
      { clock: { now: () => now } },
    );
    const exchange = await gateway.exchange(call);
    expect(exchange).toMatchObject({
      kind: 'answered',
      path: '/api/alipay/intl/acquiring/offline/pay.htm',
      result: { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'a.b' },
      body: { acquirementId: '2015' },
      verifiedBy: { keyVersion: '1', foundBy: 'ring' },
      responseTime: headDefaults.respTime,
      durationMs: 1_234,
      httpStatus: 200,
      traceId: 'trace-7',
    });
  });
  test('the answer to another message of the same gateway is not believed', async () => {
    const answers: Buffer[] = [];
    const { gateway } = await openStubAcquiring(({ body }) => {
      answers.push(answerTo(body));
      return replyOf(answers[0] ?? '');
    });
    expect((await gateway.exchange(call)).kind).toBe('answered');
    expect(await gateway.exchange(call)).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_FOREIGN' },
      claimed: undefined,
    });
  });
  test('answers that cross each other are not believed', async () => {
    const waiting: { body: Uint8Array; answer: (bytes: Buffer) => void }[] = [];
    const { gateway } = await openStubAcquiring(
      ({ body }) =>
        new Promise((resolve) => {
          waiting.push({ body, answer: (bytes) => resolve(replyOf(bytes)) });
          const [one, other] = waiting;
          if (one === undefined || other === undefined) return;
          one.answer(answerTo(other.body));
          other.answer(answerTo(one.body));
        }),
    );
    const exchanges = await Promise.all([gateway.exchange(call), gateway.exchange(call)]);
    for (const exchange of exchanges)
      expect(exchange).toMatchObject({ kind: 'unproven', error: { code: 'ERR_RESPONSE_FOREIGN' } });
  });
  test('our own request, sent back, is not believed', async () => {
    const { gateway } = await openStubAcquiring(({ body }) => replyOf(Buffer.from(body)));
    expect(await gateway.exchange(call)).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_SIGNATURE_MALFORMED' },
    });
  });
  test('a failure after bytes may have left is lost', async () => {
    const { gateway } = await openStubAcquiring(failing(lost));
    expect(await gateway.exchange(call)).toMatchObject({ kind: 'lost', error: lost, httpStatus: undefined });
  });
  test('a failure before a byte left is thrown', async () => {
    const { gateway } = await openStubAcquiring(failing(unsent));
    expect(await caughtError(() => gateway.exchange(call))).toBe(unsent);
  });
  test('an answer over the size limit is unproven', async () => {
    const { gateway } = await openStubAcquiring(failing(oversize));
    const unproven = { kind: 'unproven', error: oversize, claimed: undefined, httpStatus: 200 };
    expect(await gateway.exchange(call)).toMatchObject(unproven);
  });
  test('a transport that throws something else may have sent, so the call is lost', async () => {
    const bug = new RangeError('bug');
    const { gateway } = await openStubAcquiring(failing(bug));
    expect(await gateway.exchange(call)).toMatchObject({
      kind: 'lost',
      error: { code: 'ERR_TRANSPORT_LOST', bytesMayHaveLeft: true, cause: bug },
    });
  });
  test('nothing is repeated, whatever comes back', async () => {
    for (const answer of [failing(lost), failing(unsent), () => replyOf('', 503), () => replyOf('{}')]) {
      const { gateway, sent } = await openStubAcquiring(answer);
      await gateway.exchange(call).catch(() => undefined);
      expect(sent).toHaveLength(1);
    }
  });
  test('with two keys of Alipay, either is believed, and the answer says which', async () => {
    const alipayPublicKeys = [
      { keyVersion: 'old', publicKey: publicPem('alipay') },
      { keyVersion: 'new', publicKey: publicPem('alipay-v2') },
    ];
    for (const [pair, keyVersion] of [
      ['alipay', 'old'],
      ['alipay-v2', 'new'],
    ] as const) {
      const { gateway } = await openStubAcquiring(answerGenuine({ pair }), { alipayPublicKeys });
      expect(await gateway.exchange(call)).toMatchObject({ kind: 'answered', verifiedBy: { keyVersion } });
      expect(gateway.keyRing.entries.map((entry) => entry.keyVersion)).toEqual(['old', 'new']);
    }
  });
  test('close closes the transport', async () => {
    let closed = 0;
    const close = async (): Promise<void> => {
      closed += 1;
    };
    const send = () => Promise.reject(new Error('unused'));
    const { gateway } = await openStubAcquiring(undefined, { transport: { send, close } });
    await gateway.close();
    expect(closed).toBe(1);
  });
});
