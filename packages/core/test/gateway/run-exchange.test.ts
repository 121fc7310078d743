import { createPrivateKey, sign } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { Transport, TransportReply } from '@alipay-intl/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { signedReply } from '../fixtures/signed-reply.ts';
import { answerSigned, openStubGateway } from '../fixtures/stub-gateway.ts';
import { privatePem } from '../fixtures/vectors.ts';

const path = '/ams/api/v1/payments/pay';

describe('after bytes left, whatever reading the answer throws is an unproven exchange', () => {
  const odd = (changes: object): TransportReply => ({ ...signedReply(), ...changes }) as never;
  test.each([
    ['headers that are no map', odd({ headers: {} }), 200],
    ['no headers', odd({ headers: undefined }), 200],
    ['no body', odd({ body: undefined }), 200],
    ['nothing', undefined as never, undefined],
    ['null', null as never, undefined],
    ['a status that is text', odd({ status: '200', headers: {} }), undefined],
  ])('a transport that returns %s', async (_name, reply, httpStatus) => {
    const { gateway } = await openStubGateway(() => reply);
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_MALFORMED', httpStatus },
      claimed: undefined,
      httpStatus,
      path,
    });
    expect(exchange.kind === 'unproven' && exchange.error.cause).toBeInstanceOf(TypeError);
  });
  test('a judge that throws keeps its cause', async () => {
    const fault = new RangeError('bug');
    const reply = signedReply();
    const headers = new Map(reply.headers);
    headers.has = () => {
      throw fault;
    };
    const { gateway } = await openStubGateway(() => ({ ...reply, headers }));
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({ kind: 'unproven', error: { code: 'ERR_RESPONSE_MALFORMED' } });
    expect(exchange.kind === 'unproven' && exchange.error.cause).toBe(fault);
  });
  test('a clock that fails after sending', async () => {
    let isSent = false;
    const now = (): number => {
      if (isSent) throw new Error('no clock');
      return 1_685_599_933_871;
    };
    const send: Transport['send'] = async (request) => {
      isSent = true;
      return answerSigned()(request);
    };
    const transport = { send, close: async () => undefined };
    const { gateway } = await openStubGateway(answerSigned(), { clock: { now }, transport });
    expect(await gateway.exchange({ path, body: {} })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_MALFORMED' },
    });
  });
});

describe('the deadline and the signal cover signing', () => {
  const key = createPrivateKey(privatePem('merchant'));
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  // A timer of the test runner may end meanwhile.
  const surplus = (before: number) => Math.max(0, timers() - before);
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', onUnhandled);
  });
  afterEach(() => void process.off('unhandledRejection', onUnhandled));
  const signer = (sign: (content: Uint8Array) => Promise<Uint8Array> | Uint8Array) =>
    openStubGateway(answerSigned(), { privateKey: { sign } });

  test('a signer that hangs ends with the deadline, before a byte left', async () => {
    const { gateway, sent } = await signer(() => new Promise(() => undefined));
    const before = timers();
    const { signal } = new AbortController();
    const error = await caughtError(() => gateway.exchange({ path, body: {}, deadlineMs: 80, signal }));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_TIMEOUT', bytesMayHaveLeft: false });
    expect(error.message).toContain('Nothing was sent');
    expect([sent.length, surplus(before), getEventListeners(signal, 'abort').length]).toEqual([0, 0, 0]);
  });
  test('a signer that hangs ends with the signal, before a byte left', async () => {
    const { gateway, sent } = await signer(() => new Promise(() => undefined));
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error('shop closed');
    const before = timers();
    const call = caughtError(() => gateway.exchange({ path, body: {}, signal }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(getEventListeners(signal, 'abort').length).toBe(1);
    controller.abort(reason);
    const error = await call;
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_ABORTED', bytesMayHaveLeft: false });
    expect(error.cause).toBe(reason);
    expect([sent.length, surplus(before), getEventListeners(signal, 'abort').length]).toEqual([0, 0, 0]);
  });
  test('a signal that was aborted before the call stops it before signing', async () => {
    let signed = 0;
    const { gateway } = await signer(() => {
      signed += 1;
      return new Uint8Array(256);
    });
    const error = await caughtError(() => gateway.exchange({ path, body: {}, signal: AbortSignal.abort() }));
    expect([error.code, signed]).toEqual(['ERR_TRANSPORT_ABORTED', 0]);
  });
  test.each(['rejects', 'signs'])(
    'a signer that %s too late sends nothing and is not unhandled',
    async (how) => {
      const { gateway, sent } = await signer(async (content) => {
        await pause(120);
        if (how === 'rejects') throw new Error('HSM is away');
        return sign('sha256', content, key);
      });
      const error = await caughtError(() => gateway.exchange({ path, body: {}, deadlineMs: 40 }));
      expect(error.code).toBe('ERR_TRANSPORT_TIMEOUT');
      await pause(150);
      expect([sent.length, unhandled]).toEqual([0, []]);
    },
  );
  test('a signer that blocks the thread past the deadline sends nothing', async () => {
    const { gateway, sent } = await signer((content) => {
      const until = performance.now() + 60;
      while (performance.now() < until);
      return sign('sha256', content, key);
    });
    const error = await caughtError(() => gateway.exchange({ path, body: {}, deadlineMs: 30 }));
    expect([error.code, sent.length]).toEqual(['ERR_TRANSPORT_TIMEOUT', 0]);
  });
  test('the transport is given the time that a slow signer left', async () => {
    const { gateway, sent } = await signer(async (content) => {
      await pause(200);
      return sign('sha256', content, key);
    });
    await gateway.exchange({ path, body: {}, deadlineMs: 5_000 });
    expect(sent[0]?.deadlineMs).toBeLessThanOrEqual(4_802);
    expect(sent[0]?.deadlineMs).toBeGreaterThan(0);
    expect(Number.isInteger(sent[0]?.deadlineMs)).toBe(true);
  });
  test('a signer that fails leaves no timer and no listener', async () => {
    const { gateway } = await signer(() => Promise.reject(new Error('HSM is away')));
    const { signal } = new AbortController();
    const before = timers();
    const error = await caughtError(() => gateway.exchange({ path, body: {}, signal }));
    expect(error.code).toBe('ERR_SIGNING_FAILED');
    expect([surplus(before), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });
});
