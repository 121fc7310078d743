import { createPublicKey, verify } from 'node:crypto';
import type { RequestListener } from 'node:http';
import {
  type AcquiringGateway,
  type AcquiringGatewayOptions,
  type AcquiringRequest,
  createAcquiringGateway,
  type Exchange,
} from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import {
  closeAfterTest,
  type ReceivedRequest,
  startHttp,
  startTcp,
  unusedPort,
} from '../fixtures/local-servers.ts';
import { type EnvelopeParts, resultInfo } from '../fixtures/signed-envelope.ts';
import { acquiringDefaults, answerTo, payFunction, sentEnvelope } from '../fixtures/stub-acquiring.ts';
import { publicPem } from '../fixtures/vectors.ts';

const merchant = createPublicKey(publicPem('merchant'));

/** Reads a request to its end, keeps it, and answers with what `write` makes of it. */
function answering(
  write: (request: ReceivedRequest) => Buffer | string = ({ body }) => answerTo(body),
  received: ReceivedRequest[] = [],
): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url = '', headers, rawHeaders } = request;
    const one = { url, headers, rawHeaders, body: Buffer.concat(chunks) };
    received.push(one);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(write(one));
  };
}

async function openLive(options: Partial<AcquiringGatewayOptions>): Promise<AcquiringGateway> {
  const gateway = await createAcquiringGateway({ ...acquiringDefaults, ...options });
  closeAfterTest(() => gateway.close());
  return gateway;
}

const pay = (gateway: AcquiringGateway, changes: Partial<AcquiringRequest> = {}): Promise<Exchange> =>
  gateway.exchange({ function: payFunction, body: { merchantTransId: 'id-1' }, ...changes });

describe('what arrives at the server of an acquiring gateway', () => {
  test.each(['/api', '/isupergw', ''])(
    'under %j is the text that was signed, and nothing else',
    async (prefix) => {
      const received: ReceivedRequest[] = [];
      const server = await startHttp(answering(undefined, received));
      const gateway = await openLive({ baseUrl: `${server.url}${prefix}` });
      const body = { memo: '二维码 é \u2028 "}{', list: [1, null, true], long: 'x'.repeat(70_000) };
      expect((await pay(gateway, { body })).kind).toBe('answered');
      const [request] = received;
      if (request === undefined || received.length !== 1) throw new Error(`${received.length} arrived`);
      expect(request.url).toBe(`${prefix}/alipay/intl/acquiring/offline/pay.htm`);
      expect(request.headers['content-length']).toBe(String(request.body.length));
      const sent = sentEnvelope(request.body);
      expect(sent.body).toEqual(body);
      expect(verify('sha256', sent.content, merchant, Buffer.from(sent.signature, 'base64'))).toBe(true);
    },
  );
  test('has no header about authentication (docs/wire/acquiring §2)', async () => {
    const received: ReceivedRequest[] = [];
    const server = await startHttp(answering(undefined, received));
    await pay(await openLive({ baseUrl: server.url }), { isvAccessToken: 'token-1' });
    const names = received[0]?.rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names?.map((name) => name.toLowerCase()).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(received[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  });
  test('under hk-2.0.0 is signed with SHA-1, and the answer, too', async () => {
    const received: ReceivedRequest[] = [];
    const server = await startHttp(answering(({ body }) => answerTo(body, { hash: 'sha1' }), received));
    const gateway = await openLive({ dialect: 'hk-2.0.0', baseUrl: server.url });
    expect((await pay(gateway)).kind).toBe('answered');
    const { content, signature } = sentEnvelope(received[0]?.body ?? Buffer.alloc(0));
    expect(verify('sha1', content, merchant, Buffer.from(signature, 'base64'))).toBe(true);
  });
  test('is another message for each of 50 calls at once, and each gets its own answer', async () => {
    const received: ReceivedRequest[] = [];
    const write = ({ body }: ReceivedRequest) => {
      const { merchantTransId } = sentEnvelope(body).body as { merchantTransId: string };
      return answerTo(body, { body: `{${resultInfo('S')},"merchantTransId":"${merchantTransId}"}` });
    };
    const server = await startHttp(answering(write, received));
    const gateway = await openLive({ baseUrl: server.url });
    const ids = Array.from({ length: 50 }, (_, at) => `id-${at}`);
    const exchanges = await Promise.all(ids.map((id) => pay(gateway, { body: { merchantTransId: id } })));
    expect(exchanges.map((one) => one.kind === 'answered' && one.body['merchantTransId'])).toEqual(ids);
    expect(new Set(received.map(({ body }) => sentEnvelope(body).head['reqMsgId'])).size).toBe(50);
  });
});

describe('what comes back from a server', () => {
  const unproven = async (write: string | Buffer | ((request: ReceivedRequest) => string | Buffer)) => {
    const server = await startHttp(answering(typeof write === 'function' ? write : () => write));
    const exchange = await pay(await openLive({ baseUrl: server.url }));
    if (exchange.kind !== 'unproven') throw new Error(exchange.kind);
    return exchange;
  };
  const changed = (changes: Partial<EnvelopeParts>) => (request: ReceivedRequest) =>
    answerTo(request.body, changes);
  test.each([
    ['nothing', 'ERR_RESPONSE_MALFORMED', ''],
    ['an HTML page', 'ERR_RESPONSE_MALFORMED', '<html></html>'],
    ['no envelope', 'ERR_SIGNATURE_MALFORMED', '{"result":{"resultStatus":"S"}}'],
    ['an unsigned envelope', 'ERR_SIGNATURE_MISSING', `{"response":{"head":{},"body":{${resultInfo('S')}}}}`],
    ['a stranger', 'ERR_SIGNATURE_INVALID', changed({ pair: 'merchant' })],
    ['the other hash', 'ERR_SIGNATURE_INVALID', changed({ hash: 'sha1' })],
    ['another message', 'ERR_RESPONSE_FOREIGN', changed({ head: { reqMsgId: 'another' } })],
    ['our own request', 'ERR_SIGNATURE_MALFORMED', ({ body }: ReceivedRequest) => body],
  ])('%s is unproven with %s', async (_name, code, write) => {
    const exchange = await unproven(write);
    expect(exchange.error.code).toBe(code);
    expect(exchange.claimed).toBeUndefined();
    expect(exchange.httpStatus).toBe(200);
  });
  test('an unsigned F is shown as claimed', async () => {
    const { claimed } = await unproven(`{"response":{"head":{},"body":{${resultInfo('F')}}}}`);
    expect(claimed).toMatchObject({ resultStatus: 'F' });
  });
  test.each([301, 302, 307, 400, 500, 503])(
    'status %i is unproven, genuine answer or not',
    async (status) => {
      const received: string[] = [];
      const server = await startHttp(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        received.push(request.url ?? '');
        response.writeHead(status, { location: '/elsewhere' });
        response.end(answerTo(Buffer.concat(chunks)));
      });
      const exchange = await pay(await openLive({ baseUrl: server.url }));
      expect(exchange).toMatchObject({
        kind: 'unproven',
        httpStatus: status,
        error: { code: 'ERR_RESPONSE_STATUS' },
      });
      expect(received).toHaveLength(1);
    },
  );
  test('an answer over responseBytesMax is unproven, one up to it is answered', async () => {
    const sizeOf = (body: Buffer, size: number): Buffer => {
      const padding = 'x'.repeat(size);
      return answerTo(body, { body: `{${resultInfo('S')},"padding":"${padding}"}` });
    };
    const server = await startHttp(
      answering(({ body }) => sizeOf(body, (sentEnvelope(body).body as { size: number }).size)),
    );
    const gateway = await openLive({ baseUrl: server.url, transportOptions: { responseBytesMax: 10_000 } });
    expect((await pay(gateway, { body: { size: 9_000 } })).kind).toBe('answered');
    expect(await pay(gateway, { body: { size: 10_000 } })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_TOO_LARGE' },
      claimed: undefined,
    });
  });
});

describe('without an answer', () => {
  test('a server that never answers is lost at the deadline, the own one or that of the call', async () => {
    const server = await startHttp(() => undefined);
    const gateway = await openLive({ baseUrl: server.url, deadlineMs: 150 });
    const started = performance.now();
    expect(await pay(gateway)).toMatchObject({ kind: 'lost', error: { code: 'ERR_TRANSPORT_TIMEOUT' } });
    expect(performance.now() - started).toBeGreaterThan(120);
    const exchange = await pay(gateway, { deadlineMs: 40 });
    expect(exchange).toMatchObject({ kind: 'lost', error: { bytesMayHaveLeft: true } });
    if (exchange.kind === 'lost') expect(exchange.error.message).toContain('40 ms');
  });
  test('an answer that stops in the middle is lost', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"response":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await pay(await openLive({ baseUrl: server.url }))).toMatchObject({
      kind: 'lost',
      error: { code: 'ERR_TRANSPORT_LOST', bytesMayHaveLeft: true },
    });
  });
  test('a call that is aborted while it waits is lost; aborted before, it is thrown', async () => {
    const abort = new AbortController();
    const server = await startHttp(() => abort.abort(new Error('till was closed')));
    const gateway = await openLive({ baseUrl: server.url });
    expect(await pay(gateway, { signal: abort.signal })).toMatchObject({
      kind: 'lost',
      error: { code: 'ERR_TRANSPORT_ABORTED', bytesMayHaveLeft: true },
    });
    const error = await caughtError(() => pay(gateway, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_ABORTED', bytesMayHaveLeft: false });
    expect(server.connections()).toBe(1);
  });
  test('a port on which nothing listens is thrown: nothing was sent', async () => {
    const gateway = await openLive({ baseUrl: `http://127.0.0.1:${await unusedPort()}/api` });
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
  });
  test('a server that closes at once is lost, and nothing is repeated', async () => {
    let arrived = 0;
    const server = await startTcp((socket) => {
      socket.once('data', () => {
        arrived += 1;
        socket.destroy();
      });
    });
    expect((await pay(await openLive({ baseUrl: server.url }))).kind).toBe('lost');
    expect([arrived, server.connections()]).toEqual([1, 1]);
  });
});
