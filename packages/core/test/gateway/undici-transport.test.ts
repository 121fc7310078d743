import { createPublicKey, verify } from 'node:crypto';
import { version } from '@alipay-intl/core';
import { parseSignatureHeader, signedContent } from '@alipay-intl/core/signing';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { openLiveGateway, pay, payPath } from '../fixtures/live-gateway.ts';
import { answeringSigned, type ReceivedRequest, startHttp, startTcp } from '../fixtures/local-servers.ts';
import { replyDefaults, signedHeaders } from '../fixtures/signed-reply.ts';
import { publicPem } from '../fixtures/vectors.ts';

describe('what arrives at the server', () => {
  test('is the body that was signed, with the documented headers, once each', async () => {
    const received: ReceivedRequest[] = [];
    const server = await startHttp(answeringSigned(received));
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const body = { memo: '二维码 é \u2028 "quoted"', list: [1, null, true], long: 'x'.repeat(70_000) };
    expect((await pay(gateway, { body })).kind).toBe('answered');
    const [request] = received;
    if (request === undefined) throw new Error('nothing arrived');
    expect(request.body.toString()).toBe(JSON.stringify(body));
    expect(request.url).toBe(payPath);
    const names = request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect([...names].sort()).toEqual(
      [
        'host',
        'connection',
        'content-length',
        'content-type',
        'accept',
        'user-agent',
        'client-id',
        'request-time',
        'signature',
      ].sort(),
    );
    expect(request.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(request.headers['content-length']).toBe(String(request.body.length));
    expect(request.headers['user-agent']).toBe(`alipay-intl/${version}`);
    expect(request.headers['request-time']).toMatch(/^\d{13}$/);
    const parsed = parseSignatureHeader(String(request.headers['signature']));
    if (!parsed.ok) throw new Error(parsed.fault);
    const parts = {
      method: 'POST',
      path: payPath,
      clientId: String(request.headers['client-id']),
      time: String(request.headers['request-time']),
    };
    const content = signedContent(parts, request.body);
    expect(verify('sha256', content, createPublicKey(publicPem('merchant')), parsed.header.signature)).toBe(
      true,
    );
  });

  test('has Agent-Token and the own user agent where they are given', async () => {
    const received: ReceivedRequest[] = [];
    const server = await startHttp(answeringSigned(received));
    const gateway = await openLiveGateway({ baseUrl: server.url, userAgent: 'shop/1' });
    await pay(gateway);
    await pay(gateway, { agentToken: 'token-48' });
    expect(received.map(({ headers }) => headers['agent-token'])).toEqual([undefined, 'token-48']);
    expect(received[0]?.headers['user-agent']).toBe(`shop/1 alipay-intl/${version}`);
  });
});

describe('connections', () => {
  test('are kept and used again: 20 calls one after another take one', async () => {
    const server = await startHttp(answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url });
    for (let call = 0; call < 20; call += 1) expect((await pay(gateway)).kind).toBe('answered');
    expect(server.connections()).toBe(1);
  });
  test('are never more than connectionsMax', async () => {
    const server = await startHttp(answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url, transportOptions: { connectionsMax: 3 } });
    const exchanges = await Promise.all(Array.from({ length: 20 }, () => pay(gateway)));
    expect(exchanges.every((exchange) => exchange.kind === 'answered')).toBe(true);
    expect(server.connections()).toBe(3);
  });
  test('that the server closes while idle are replaced without failing a call', async () => {
    const server = await startHttp((request, response) => {
      response.setHeader('connection', 'close');
      answeringSigned()(request, response);
    });
    const gateway = await openLiveGateway({ baseUrl: server.url });
    for (let call = 0; call < 3; call += 1) expect((await pay(gateway)).kind).toBe('answered');
    expect(server.connections()).toBe(3);
  });
  test('close waits for the calls under way', async () => {
    const server = await startHttp((request, response) => {
      setTimeout(() => answeringSigned()(request, response), 100);
    });
    const gateway = await openLiveGateway({ baseUrl: server.url });
    const call = pay(gateway);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await gateway.close();
    expect((await call).kind).toBe('answered');
  });
  test('a second close is no error, and a call after it is refused before a byte leaves', async () => {
    const server = await startHttp(answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url });
    await Promise.all([gateway.close(), gateway.close()]);
    await gateway.close();
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
  });
});

describe('answers', () => {
  test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
    let elsewhere = 0;
    const target = await startHttp((request, response) => {
      elsewhere += 1;
      answeringSigned()(request, response);
    });
    const server = await startHttp((_request, response) => {
      response.writeHead(status, { location: target.url + payPath }).end();
    });
    const exchange = await pay(await openLiveGateway({ baseUrl: server.url }));
    expect(exchange).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_STATUS' },
      httpStatus: status,
    });
    expect(elsewhere).toBe(0);
  });
  test.each(['signature', 'response-time', 'client-id'])('a repeated %s header is refused', async (name) => {
    const server = await startHttp((_request, response) => {
      const headers = signedHeaders();
      const value = headers[name] ?? '';
      response.writeHead(200, { ...headers, [name]: [value, value] }).end(replyDefaults.body);
    });
    const exchange = await pay(await openLiveGateway({ baseUrl: server.url }));
    expect(exchange).toMatchObject({ kind: 'unproven', error: { code: 'ERR_SIGNATURE_MALFORMED' } });
  });
  test('header names in any case and a body in many pieces make no difference', async () => {
    const server = await startTcp((socket) => {
      socket.once('data', async () => {
        const headers = Object.entries(signedHeaders()).map(
          ([name, value]) => `${name.toUpperCase()}: ${value}`,
        );
        socket.write(
          `HTTP/1.1 200 OK\r\n${headers.join('\r\n')}\r\nTracerId: trace-9\r\nTransfer-Encoding: chunked\r\n\r\n`,
        );
        for (const byte of String(replyDefaults.body)) {
          socket.write(`${Buffer.byteLength(byte).toString(16)}\r\n${byte}\r\n`);
          await new Promise((resolve) => setImmediate(resolve));
        }
        socket.end('0\r\n\r\n');
      });
    });
    const exchange = await pay(await openLiveGateway({ baseUrl: server.url }));
    expect(exchange).toMatchObject({ kind: 'answered', traceId: 'trace-9' });
    expect(exchange.kind === 'answered' && exchange.rawBody().toString()).toBe(replyDefaults.body);
  });
  test('headers of an interim answer are not those of the answer', async () => {
    const server = await startTcp((socket) => {
      socket.once('data', () => {
        const headers = Object.entries(signedHeaders()).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`HTTP/1.1 103 Early Hints\r\n${headers.join('')}\r\n`);
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Length: ${replyDefaults.body.length}\r\n\r\n${replyDefaults.body}`,
        );
      });
    });
    const exchange = await pay(await openLiveGateway({ baseUrl: server.url }));
    expect(exchange).toMatchObject({ kind: 'unproven', error: { code: 'ERR_SIGNATURE_MISSING' } });
  });
  test('an answer over the size limit is given up, declared or not', async () => {
    for (const declared of [true, false]) {
      let written = 0;
      const server = await startHttp((_request, response) => {
        if (declared) response.setHeader('content-length', 50_000_000);
        const write = (): void => {
          while (!response.destroyed && written < 50_000_000) {
            written += 65_536;
            if (!response.write(Buffer.alloc(65_536, 0x20))) break;
          }
        };
        response.on('drain', write);
        write();
      });
      const gateway = await openLiveGateway({
        baseUrl: server.url,
        transportOptions: { responseBytesMax: 2_000 },
      });
      const exchange = await pay(gateway);
      expect(exchange).toMatchObject({
        kind: 'unproven',
        error: { code: 'ERR_RESPONSE_TOO_LARGE', httpStatus: 200 },
        claimed: undefined,
      });
      expect(written).toBeLessThan(50_000_000);
    }
  });
  test('an answer of exactly the size limit is read', async () => {
    const body = String(replyDefaults.body).padEnd(2_000, ' ');
    for (const [size, code] of [
      [body, undefined],
      [`${body} `, 'ERR_RESPONSE_TOO_LARGE'],
    ] as const) {
      const server = await startHttp((_request, response) => {
        response.writeHead(200, signedHeaders({ body: size })).end(size);
      });
      const gateway = await openLiveGateway({
        baseUrl: server.url,
        transportOptions: { responseBytesMax: 2_000 },
      });
      const exchange = await pay(gateway);
      expect(exchange.kind === 'answered' ? undefined : exchange.error.code).toBe(code);
    }
  });
});
