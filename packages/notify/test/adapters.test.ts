import { once } from 'node:events';
import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlipayError } from '@alipay-intl/core';
import type { Received } from '@alipay-intl/notify';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type AppOptions, type Before, frameworks } from './support/frameworks.ts';
import { createVerifier, notifyPath, paidBody, type Sealed, seal } from './support/sender.ts';

const received = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';
const refusedText = '{"result":{"resultCode":"PROCESS_FAIL","resultStatus":"F","resultMessage":"fail"}}';
const notProcessed =
  '{"result":{"resultCode":"UNKNOWN_EXCEPTION","resultStatus":"U","resultMessage":"fail"}}';

const good = seal(paidBody());
const verifier = await createVerifier();
const open: App[] = [];
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
  await wait(5);
  expect(unhandled.splice(0)).toEqual([]);
});

async function post(url: string, { headers, body }: Sealed, path = notifyPath) {
  const answer = await fetch(url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  return {
    status: answer.status,
    type: answer.headers.get('content-type')?.split(';')[0],
    text: await answer.text(),
  };
}

describe.each(frameworks)('%s', (name, start) => {
  const isExpress = name.startsWith('Express');

  async function open1(options: Partial<AppOptions> = {}) {
    const accepted: Received[] = [];
    const refused: AlipayError[] = [];
    const app = await start({
      verifier,
      onNotification: (one) => {
        accepted.push(one);
      },
      onRefused: (error) => refused.push(error),
      ...options,
    });
    open.push(app);
    return { app, accepted, refused };
  }

  it('acknowledges what the handler has taken', async () => {
    const { app, accepted, refused } = await open1();
    expect(await post(app.url, good)).toEqual({ status: 200, type: 'application/json', text: received });
    expect(accepted).toHaveLength(1);
    expect(accepted[0]?.notification).toMatchObject({ kind: 'paid', paymentRequestId: 'pay_1' });
    expect([refused, app.errors]).toEqual([[], []]);
  });

  it('acknowledges a failed payment in the same words', async () => {
    const { app, accepted } = await open1();
    const failed = paidBody({ result: { resultCode: 'RISK_REJECT', resultStatus: 'F' } });
    expect((await post(app.url, seal(failed))).text).toBe(received);
    expect(accepted[0]?.notification.kind).toBe('declined');
  });

  it('waits for the handler before it acknowledges', async () => {
    let isStored = false;
    const { app } = await open1({
      onNotification: async () => {
        await wait(80);
        isStored = true;
      },
    });
    const { text } = await post(app.url, good);
    expect([isStored, text]).toEqual([true, received]);
  });

  it.each<[string, Sealed, string]>([
    ['a foreign key', seal(paidBody(), { pair: 'merchant' }), 'ERR_SIGNATURE_INVALID'],
    ['another path', seal(paidBody(), { path: '/other' }), 'ERR_SIGNATURE_INVALID'],
    ['another merchant', seal(paidBody(), { clientId: 'T_999' }), 'ERR_SIGNATURE_CLIENT'],
    ['a body that was changed', { ...good, body: Buffer.from('{}') }, 'ERR_SIGNATURE_INVALID'],
    ['no JSON', seal('hello'), 'ERR_NOTIFICATION_MALFORMED'],
    ['no body', seal(''), 'ERR_NOTIFICATION_MALFORMED'],
    ['no amount', seal(paidBody({ paymentAmount: undefined })), 'ERR_NOTIFICATION_MALFORMED'],
  ])('refuses %s, tells the shop and nobody else', async (_case, sealed, code) => {
    const { app, accepted, refused } = await open1();
    expect(await post(app.url, sealed)).toEqual({ status: 400, type: 'application/json', text: refusedText });
    expect(refused.map((error) => error.code)).toEqual([code]);
    expect([accepted, app.errors]).toEqual([[], []]);
  });

  it('refuses quietly where nobody wants to know', async () => {
    const { app } = await open1({ onRefused: undefined });
    expect((await post(app.url, seal(paidBody(), { pair: 'merchant' }))).status).toBe(400);
  });

  it('refuses repeated headers, which the framework would have joined', async () => {
    const { app, refused } = await open1();
    const { signature } = good.headers;
    const raw = [
      `POST ${notifyPath} HTTP/1.1`,
      'Host: x',
      `Content-Length: ${good.body.length}`,
      `Client-Id: ${good.headers['client-id']}`,
      `Request-Time: ${good.headers['request-time']}`,
      `Signature: ${signature}`,
      `SIGNATURE: ${signature}`,
      'Connection: close',
      '',
      good.body.toString('utf8'),
    ].join('\r\n');
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.end(raw);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('utf8')).toMatch(/^HTTP\/1\.1 400 /);
    expect(refused.map((error) => error.code)).toEqual(['ERR_SIGNATURE_MALFORMED']);
  });

  it('does not acknowledge when the handler throws, now or later, and the error shows', async () => {
    for (const onNotification of [
      () => {
        throw new Error('the database is away');
      },
      async () => {
        await wait(10);
        throw new Error('the database is away');
      },
    ]) {
      const { app, refused } = await open1({ onNotification });
      expect(await post(app.url, good)).toEqual({
        status: 500,
        type: 'application/json',
        text: notProcessed,
      });
      await wait(20);
      expect(app.errors).toEqual([expect.objectContaining({ message: 'the database is away' })]);
      expect(refused).toEqual([]);
    }
  });

  it('refuses in the same words when onReceipt throws', async () => {
    const { app } = await open1({
      onRefused: () => {
        throw new Error('the log is full');
      },
    });
    expect((await post(app.url, seal(paidBody(), { pair: 'merchant' }))).text).toBe(refusedText);
  });

  const consuming: readonly Before[] = ['json-parser', 'text-parser', 'stream-reader'];
  it.each(consuming)('says loudly that a %s has consumed the body', async (before) => {
    const { app, accepted, refused } = await open1({ before });
    const { status, text } = await post(app.url, good);
    expect([status, text]).toEqual([500, notProcessed]);
    await wait(20);
    expect(app.errors).toEqual([expect.objectContaining({ code: 'ERR_BODY_CONSUMED' })]);
    expect((app.errors[0] as Error).message).toContain('express.raw({ type: "*/*" })');
    expect(refused).toEqual(app.errors);
    expect(accepted).toEqual([]);
  });

  const keeping: readonly Before[] = ['raw-parser', 'raw-body-keeper'];
  it.each(keeping)('works behind a %s, which keeps the bytes', async (before) => {
    const { app, accepted, refused } = await open1({ before });
    expect((await post(app.url, good)).text).toBe(received);
    expect(accepted).toHaveLength(1);
    expect((await post(app.url, { ...good, body: Buffer.from('{"a":1}') })).text).toBe(refusedText);
    expect(refused.map((error) => error.code)).toEqual(['ERR_SIGNATURE_INVALID']);
    expect(app.errors).toEqual([]);
  });

  it('takes the body in any number of chunks', async () => {
    const { app, accepted } = await open1();
    const body = seal(paidBody({ note: '支付'.repeat(200) }));
    const call = requestHttp(app.url + notifyPath, { method: 'POST', headers: body.headers });
    for (let at = 0; at < body.body.length; at += 97) {
      call.write(body.body.subarray(at, at + 97));
      if (at % 485 === 0) await wait(2);
    }
    call.end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    answer.resume();
    expect(accepted[0]?.notification.body['note']).toBe('支付'.repeat(200));
  });

  it('refuses a body over its limit, and goes on serving', async () => {
    const { app, accepted, refused } = await open1({ bodyBytesMax: 1_000 });
    const large = seal(paidBody({ note: 'x'.repeat(1_000) }));
    const { status, text } = await post(app.url, large);
    expect([status, text]).toEqual([400, refusedText]);
    expect(refused.map((error) => error.code)).toEqual(['ERR_NOTIFICATION_TOO_LARGE']);
    expect(accepted).toEqual([]);
    expect((await post(app.url, good)).text).toBe(received);
    expect(app.errors).toEqual([]);
  });

  it('takes 256 KiB by default and no more', async () => {
    const { app, refused } = await open1();
    const empty = JSON.stringify(paidBody({ note: '' })).length;
    const ofSize = (bytes: number) => seal(paidBody({ note: 'x'.repeat(bytes - empty) }));
    expect((await post(app.url, ofSize(262_144))).text).toBe(received);
    const { text } = await post(app.url, ofSize(262_145));
    expect(text).toBe(refusedText);
    expect(refused.map((error) => error.code)).toEqual(['ERR_NOTIFICATION_TOO_LARGE']);
  });

  it('passes the query on to the verifier', async () => {
    const { app, accepted } = await open1();
    const path = `${notifyPath}?shop=HK-01`;
    expect((await post(app.url, seal(paidBody(), { path }), path)).text).toBe(received);
    expect((await post(app.url, good, path)).text).toBe(received);
    expect(accepted.map(({ delivery }) => delivery.signedWithQuery)).toEqual([true, false]);
  });

  it('verifies the URL that was received, whatever a middleware has made of it', async () => {
    const { app, accepted } = await open1({ before: 'url-rewriter' });
    const path = `${notifyPath}?shop=HK-01`;
    expect((await post(app.url, seal(paidBody(), { path }), path)).text).toBe(received);
    expect(accepted.map(({ delivery }) => delivery.signedWithQuery)).toEqual([true]);
  });

  it('answers every delivery of a sender that keeps its connection, although each handler throws', async () => {
    const onNotification = () => Promise.reject(new Error('the database is away'));
    const { app } = await open1({ onNotification });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses: (number | undefined)[] = [];
    for (let round = 0; round < 8; round += 1) {
      const call = requestHttp(app.url + notifyPath, { method: 'POST', headers: good.headers, agent });
      call.end(good.body);
      const [answer] = (await once(call, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
      statuses.push(answer.statusCode);
    }
    agent.destroy();
    expect(statuses).toEqual(Array(8).fill(500));
    await wait(20);
    expect(app.errors).toHaveLength(8);
  });

  if (isExpress) {
    it('knows its query also under a router’s prefix', async () => {
      const { app, accepted } = await open1({ mountedAt: '/alipay' });
      const path = `${notifyPath}?shop=HK-01`;
      expect((await post(app.url, seal(paidBody(), { path }), path)).text).toBe(received);
      expect(accepted.map(({ delivery }) => delivery.signedWithQuery)).toEqual([true]);
    });
  }

  it('survives a client that goes away in the middle of the body', async () => {
    const { app, accepted, refused } = await open1();
    for (let round = 0; round < 3; round += 1) {
      const headers = { ...good.headers, 'content-length': good.body.length };
      const call = requestHttp(app.url + notifyPath, { method: 'POST', headers });
      call.on('error', () => undefined);
      call.write(good.body.subarray(0, 50));
      await wait(30);
      call.destroy();
    }
    await wait(50);
    expect(accepted).toEqual([]);
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('ERR_NOTIFICATION_TOO_SLOW'));
    expect((await post(app.url, good)).text).toBe(received);
  });

  it('shows the error of a handler whose client has gone away meanwhile', async () => {
    let finish: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { app } = await open1({
      onNotification: async () => {
        finish();
        await wait(80);
        throw new Error('too late');
      },
    });
    const call = requestHttp(app.url + notifyPath, { method: 'POST', headers: good.headers });
    call.on('error', () => undefined);
    call.end(good.body);
    await started;
    call.destroy();
    await wait(200);
    expect(app.errors).toEqual([expect.objectContaining({ message: 'too late' })]);
    expect((await post(app.url, seal(''))).status).toBe(400);
  });

  it('gives way to another middleware that has answered meanwhile', async () => {
    const onNotification = () => wait(100);
    const { app } = await open1({ onNotification, answersAfterMs: 20 });
    expect(await post(app.url, good)).toMatchObject({ status: 504, text: 'too slow' });
    await wait(150);
    expect(app.errors).toEqual([]);
    expect((await post(app.url, seal(''))).status).toBe(400);
  });

  it('does not acknowledge a body far over its limit, and goes on serving', async () => {
    const { app, accepted, refused } = await open1({ bodyBytesMax: 1_000 });
    const large = seal(paidBody({ note: 'x'.repeat(8_000_000) }));
    const answer = await post(app.url, large).catch(() => undefined);
    expect(answer?.text ?? '').not.toContain('SUCCESS');
    expect(refused.map((error) => error.code)).toEqual(['ERR_NOTIFICATION_TOO_LARGE']);
    expect(accepted).toEqual([]);
    expect((await post(app.url, good)).text).toBe(received);
  });
});
