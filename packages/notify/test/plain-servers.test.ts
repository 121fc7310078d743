import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlipayError } from '@alipay-intl/core';
import type { Received } from '@alipay-intl/notify';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type AppOptions, plainServers } from './support/frameworks.ts';
import { createVerifier, notifyPath, paidBody, type Sealed, seal } from './support/sender.ts';

const good = seal(paidBody());
const verifier = await createVerifier();
const open: App[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

async function post(url: string, { headers, body }: Sealed, path = notifyPath) {
  const answer = await fetch(url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: answer.status, text: await answer.text() };
}

describe.each(plainServers)('%s', (name, start) => {
  async function open1(options: Partial<AppOptions> = {}) {
    const accepted: Received[] = [];
    const refused: AlipayError[] = [];
    const app = await start({
      verifier,
      onNotification: (one) => void accepted.push(one),
      onRefused: (error) => void refused.push(error),
      ...options,
    });
    open.push(app);
    return { app, accepted, refused };
  }

  it('acknowledges what the handler has taken, in any number of chunks', async () => {
    const { app, accepted, refused } = await open1();
    expect(await post(app.url, good)).toMatchObject({
      status: 200,
      text: expect.stringContaining('SUCCESS'),
    });
    const call = requestHttp(app.url + notifyPath, { method: 'POST', headers: good.headers });
    for (let at = 0; at < good.body.length; at += 31) call.write(good.body.subarray(at, at + 31));
    call.end();
    const [answer] = (await once(call, 'response')) as [import('node:http').IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(accepted.map(({ notification }) => notification.kind)).toEqual(['paid', 'paid']);
    expect([refused, app.errors]).toEqual([[], []]);
  });

  it('works whatever the content type says', async () => {
    const { app, accepted } = await open1();
    for (const type of ['application/json; charset=UTF-8', 'text/plain', 'application/octet-stream']) {
      const headers = { ...good.headers, 'content-type': type };
      expect((await post(app.url, { headers, body: good.body })).status).toBe(200);
    }
    expect(accepted).toHaveLength(3);
  });

  it.each<[string, Sealed, string]>([
    ['a foreign key', seal(paidBody(), { pair: 'merchant' }), 'ERR_SIGNATURE_INVALID'],
    ['another merchant', seal(paidBody(), { clientId: 'T_999' }), 'ERR_SIGNATURE_CLIENT'],
    ['no body', seal(''), 'ERR_NOTIFICATION_MALFORMED'],
  ])('refuses %s and tells nobody why', async (_case, sealed, code) => {
    const { app, accepted, refused } = await open1();
    const { status, text } = await post(app.url, sealed);
    expect([status, text]).toEqual([400, expect.stringContaining('PROCESS_FAIL')]);
    expect(refused.map((error) => error.code)).toEqual([code]);
    expect(accepted).toEqual([]);
  });

  it('refuses a body over its limit, and goes on serving', async () => {
    const { app, refused } = await open1({ bodyBytesMax: 1_000 });
    expect((await post(app.url, seal(paidBody({ note: 'x'.repeat(2_000) })))).status).toBe(400);
    expect(refused.map((error) => error.code)).toEqual(['ERR_NOTIFICATION_TOO_LARGE']);
    expect((await post(app.url, good)).status).toBe(200);
  });

  it('refuses a content encoding before it reads the body', async () => {
    const { app, refused } = await open1();
    const headers = { ...good.headers, 'content-encoding': 'gzip' };
    expect((await post(app.url, { headers, body: good.body })).status).toBe(400);
    expect(refused.map((error) => error.code)).toEqual(['ERR_NOTIFICATION_ENCODED']);
  });

  it('asks for it again when the handler throws, and the error shows', async () => {
    const { app } = await open1({
      onNotification: async () => {
        throw new Error('the database is away');
      },
    });
    expect(await post(app.url, good)).toMatchObject({
      status: 500,
      text: expect.stringContaining('UNKNOWN_EXCEPTION'),
    });
    await wait(30);
    expect(JSON.stringify(app.errors.map(String).concat(JSON.stringify(app.errors)))).toContain(
      name === 'Fastify 5' ? 'a notification was not handled' : 'the database is away',
    );
  });

  it('knows the query of its URL', async () => {
    const { app, accepted } = await open1();
    const path = `${notifyPath}?shop=HK-01`;
    expect((await post(app.url, seal(paidBody(), { path }), path)).status).toBe(200);
    expect(accepted.map(({ delivery }) => delivery.signedWithQuery)).toEqual([true]);
  });
});

it('Fastify: the other routes keep their parsers', async () => {
  const [, start] = plainServers[0] ?? [];
  if (start === undefined) throw new Error('there is no Fastify');
  const app = await start({ verifier, onNotification: () => undefined });
  open.push(app);
  const answer = await fetch(`${app.url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  expect(await answer.json()).toEqual({ a: 1 });
});
