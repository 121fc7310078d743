import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlipayError } from '@alipay-intl/core';
import type { Received } from '@alipay-intl/notify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type App, type AppOptions, frameworks } from './support/frameworks.ts';
import { createVerifier, notifyPath, paidBody, seal } from './support/sender.ts';

// A sender that gives one byte at a time kept its connection, and the memory behind it, for as long as it liked.

const good = seal(paidBody());
const verifier = await createVerifier();
const open: App[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((app) => app.close()));
});

/** A sender that promises a body and gives it byte by byte, as fast as it is told. */
function drip(app: App, everyMs: number) {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1').setNoDelay(true);
  sockets.push(socket);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('utf8');
  });
  socket.on('error', () => undefined);
  const headers = Object.entries(good.headers).map(([name, value]) => `${name}: ${value}`);
  const first = [`POST ${notifyPath} HTTP/1.1`, 'Host: x', `Content-Length: ${good.body.length}`, ...headers];
  socket.write(`${first.join('\r\n')}\r\n\r\n`);
  let at = 0;
  const timer = setInterval(() => {
    if (!socket.writable || at >= good.body.length) return;
    socket.write(good.body.subarray(at, at + 1));
    at += 1;
  }, everyMs);
  const closed = once(socket, 'close').then(() => clearInterval(timer));
  return { closed, answer: () => answer, sent: () => at };
}

describe.each(frameworks)('%s', (_name, start) => {
  async function openApp(options: Partial<AppOptions>) {
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

  it('refuses a body that drips after its time, and closes the connection', async () => {
    const { app, accepted, refused } = await openApp({ bodyTimeoutMs: 150 });
    const from = performance.now();
    const sender = drip(app, 20);
    await sender.closed;
    const took = performance.now() - from;
    expect(took).toBeGreaterThan(140);
    expect(took).toBeLessThan(5_000);
    expect(sender.sent()).toBeLessThan(good.body.length);
    expect(sender.answer()).toMatch(/^HTTP\/1\.1 400 /);
    expect(sender.answer()).toMatch(/\r\nconnection: close\r\n/i);
    expect(sender.answer()).toContain('"PROCESS_FAIL"');
    expect(refused.map(({ code }) => code)).toEqual(['ERR_NOTIFICATION_TOO_SLOW']);
    expect(refused[0]?.message).toContain('did not arrive within 150 ms');
    await wait(50);
    expect([accepted, app.errors]).toEqual([[], []]);
    const again = await fetch(app.url + notifyPath, {
      method: 'POST',
      headers: good.headers,
      body: new Uint8Array(good.body),
    });
    expect(again.status).toBe(200);
  });

  it('takes a slow body that arrives in time, and keeps the connection', async () => {
    const { app, accepted, refused } = await openApp({ bodyTimeoutMs: 30_000 });
    const sender = drip(app, 1);
    await vi.waitFor(() => expect(sender.answer()).toContain('"SUCCESS"'), { timeout: 20_000 });
    expect(sender.answer()).not.toMatch(/connection: close/i);
    expect([accepted.length, refused]).toEqual([1, []]);
  });

  it('leaves no timer behind, however the body ended', async () => {
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    const set = vi.spyOn(globalThis, 'setTimeout');
    const { app } = await openApp({ bodyTimeoutMs: 12_345 });
    const whole = drip(app, 1);
    await vi.waitFor(() => expect(whole.answer()).toContain('"SUCCESS"'), { timeout: 20_000 });
    const sender = drip(app, 20);
    await wait(100);
    for (const socket of sockets) socket.destroy();
    await sender.closed;
    await wait(50);
    const timers = set.mock.results.filter((_result, at) => set.mock.calls[at]?.[1] === 12_345);
    expect(timers).toHaveLength(2);
    for (const { value } of timers) expect(cleared.mock.calls.flat()).toContain(value);
    vi.restoreAllMocks();
  });

  it.each([0, -1, 1.5, 600_001, '10'])('refuses %j as its time when it is mounted', async (bodyTimeoutMs) => {
    await expect((async () => openApp({ bodyTimeoutMs: bodyTimeoutMs as number }))()).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
});
