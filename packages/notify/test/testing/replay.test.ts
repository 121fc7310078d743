import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { NotificationReceiver, Receipt } from '@alipay-intl/notify';
import {
  type CapturedRequest,
  captureRequest,
  type ReplayAnswer,
  replay,
  testAcquiringNotifications,
  testNotifications,
} from '@alipay-intl/notify/testing';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { usd } from '../notifications/support.ts';
import { alipay, createReceiver, path, refusalOf } from './support.ts';

const thenMs = Date.parse('2026-03-01T12:00:00Z');
const paid = testNotifications.paid({ paymentRequestId: 'pay_1', amount: usd('599') });
const captureOld = async (content = paid): Promise<CapturedRequest> =>
  captureRequest(await alipay.signTestNotification(content, { at: thenMs, query: '?shop=1' }), thenMs + 500);

/** Like a file that was written and read. */
const reread = (captured: CapturedRequest): CapturedRequest => JSON.parse(JSON.stringify(captured));

describe('captured', () => {
  it('is what decides whether it is believed, and no secret of the server', async () => {
    const signed = await alipay.signTestNotification(paid);
    const headers = { ...signed.headers, Cookie: 'CANARY', authorization: 'CANARY', 'agent-token': 'CANARY' };
    const captured = await captureRequest({ ...signed, headers }, thenMs);
    expect(captured).toMatchObject({ method: 'POST', url: path, capturedAtMs: thenMs });
    expect(captured.headers.map(([name]) => name)).toEqual([
      'client-id',
      'request-time',
      'signature',
      'content-type',
    ]);
    expect(JSON.stringify(captured)).not.toContain('CANARY');
    expect(Buffer.from(captured.bodyBase64, 'base64')).toEqual(Buffer.from(signed.body));
  });

  it('prints neither body nor signature', async () => {
    const captured = await captureOld();
    const text = inspect(captured, { depth: Infinity });
    expect(text).not.toContain(captured.bodyBase64);
    expect(text).not.toContain('RSA256');
    expect(text).toContain('request-time');
  });

  it('keeps a repeated header repeated', async () => {
    const signed = await alipay.signTestNotification(paid);
    const headers = [...Object.entries(signed.headers).flat(), 'Signature', 'x'];
    const captured = await captureRequest({ ...signed, headers });
    expect(captured.headers.filter(([name]) => name === 'signature').length).toBe(2);
    expect(refusalOf(await replay(captured, () => createReceiver()))).toBe('ERR_SIGNATURE_MALFORMED');
  });

  it('of a Fetch request leaves it readable', async () => {
    const signed = await alipay.signTestNotification(paid, { query: '?shop=1' });
    const request = new Request(`https://shop.example${signed.url}`, signed);
    const captured = await captureRequest(request);
    expect(captured.url).toBe(`${path}?shop=1`);
    expect((await request.arrayBuffer()).byteLength).toBe(signed.body.length);
    expect((await replay(reread(captured), () => createReceiver())).kind).toBe('handled');
  });

  it('of a stream is its bytes', async () => {
    const signed = await alipay.signTestNotification(paid);
    async function* body(): AsyncGenerator<Uint8Array> {
      yield signed.body.subarray(0, 10);
      yield signed.body.subarray(10);
    }
    const captured = await captureRequest({ ...signed, body: body() });
    expect(Buffer.from(captured.bodyBase64, 'base64')).toEqual(Buffer.from(signed.body));
  });
});

const isMembers = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('replayed to a receiver', () => {
  it('is judged at the time of its capture, or at another', async () => {
    const captured = reread(await captureOld());
    const receiverAt = (clock: { now(): number }) => createReceiver({ clock });
    const receipt = await replay(captured, receiverAt);
    expect(receipt.kind).toBe('handled');
    expect(receipt.received?.delivery).toMatchObject({ sentAtMs: thenMs, receivedAtMs: thenMs + 500 });
    const late = await replay(captured, receiverAt, { at: thenMs + 27 * 3_600_000 });
    expect(refusalOf(late)).toBe('ERR_NOTIFICATION_TIME');
    expect((await replay(captured, receiverAt, { at: thenMs + 3_600_000 })).kind).toBe('handled');
  });

  it('of the acquiring family as well', async () => {
    const content = testAcquiringNotifications.paid({ merchantTransId: 't', amount: usd('599') });
    const receipt = await replay(reread(await captureOld(content)), (clock) => createReceiver({ clock }));
    expect(receipt.received?.family).toBe('acquiring');
  });

  it('that has its own clock is refused when it is old, and repeated when it is known', async () => {
    const receiver = await createReceiver();
    expect(refusalOf(await replay(await captureOld(), receiver))).toBe('ERR_NOTIFICATION_TIME');
    const fresh = await captureRequest(await alipay.signTestNotification(paid));
    expect((await replay(fresh, receiver)).kind).toBe('handled');
    expect((await replay(fresh, receiver)).kind).toBe('repeated');
  });

  it('is not believed once a byte or a header was changed', async () => {
    const captured = await captureOld();
    const body = Buffer.from(captured.bodyBase64, 'base64');
    body[body.length - 3] = 0x20;
    const changes: readonly Partial<CapturedRequest>[] = [
      { bodyBase64: body.toString('base64') },
      { headers: captured.headers.filter(([name]) => name !== 'signature') },
      {
        headers: captured.headers.map(([name, value]) =>
          name === 'request-time' ? ([name, '2026-03-01T12:00:01+00:00'] as const) : ([name, value] as const),
        ),
      },
      { url: `${path}?shop=2` },
      { method: 'PUT' },
    ];
    for (const change of changes) {
      const receipt = await replay({ ...captured, ...change }, (clock) => createReceiver({ clock }));
      expect(receipt.kind).toBe('refused');
    }
  });

  it.each([
    null,
    'x',
    [],
    { bodyBase64: undefined },
    { bodyBase64: '*' },
    { headers: { a: 'b' } },
    { capturedAtMs: '1' },
    { privateKey: 'x' },
  ])('must be a captured request: %j', async (change) => {
    const members = { ...(await captureOld()), ...(change as object) };
    const odd = (isMembers(change) ? members : change) as CapturedRequest;
    await expect(replay(odd, await createReceiver())).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });

  it('takes a time only for a receiver that it makes', async () => {
    const receiver = await createReceiver();
    const loose = replay as (...given: unknown[]) => Promise<unknown>;
    await expect(loose(await captureOld(), receiver, { at: 1 })).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
});

it('a receiver gives a receipt, a server an answer', () => {
  const replayHere = (captured: CapturedRequest, receiver: NotificationReceiver) =>
    replay(captured, receiver);
  const replayThere = (captured: CapturedRequest, url: string) => replay(captured, url);
  expectTypeOf(replayHere).returns.resolves.toEqualTypeOf<Receipt>();
  expectTypeOf(replayThere).returns.resolves.toEqualTypeOf<ReplayAnswer>();
});

describe('replayed to a server', () => {
  async function withServer(use: (origin: string, seen: IncomingMessage[]) => Promise<void>): Promise<void> {
    const receiver = await createReceiver();
    const seen: IncomingMessage[] = [];
    const server = createServer(async (request, response) => {
      seen.push(request);
      const { method = '', url = '', rawHeaders: headers } = request;
      const { answer } = await receiver.receive({ method, url, headers, body: request });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  it('gets the answer of the server, which has its own clock', async () => {
    await withServer(async (origin, seen) => {
      const fresh = await captureRequest(await alipay.signTestNotification(paid, { query: '?shop=1' }));
      expect(await replay(reread(fresh), origin)).toMatchObject({ status: 200 });
      expect(await replay(fresh, new URL(`${origin}/local?ignored=1`))).toMatchObject({ status: 200 });
      expect(seen.map(({ url }) => url)).toEqual([`${path}?shop=1`, '/local?shop=1']);
      const old = await replay(await captureOld(), origin);
      expect(old.status).toBe(400);
    });
  });

  it.each(['nowhere', 'ftp://127.0.0.1/', 'file:///etc/passwd', ''])('not to %j', async (url) => {
    await expect(replay(await captureOld(), url)).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });

  it('not where it names no path', async () => {
    const captured = { ...(await captureOld()), url: 'http://elsewhere.example/' };
    await expect(replay(captured, 'http://127.0.0.1:9')).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
});
