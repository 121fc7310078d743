import { createManualClock, type Simulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, exchange, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(1_800_000_000_000), notifications: 'off' });
});
afterAll(() => simulator.close());

async function place(changes: Record<string, unknown> = {}) {
  const body = payBody('EntryCode', changes);
  const answer = await call(simulator, 'pay', body);
  const path = new URL(answer.redirectActionForm.redirectUrl).pathname;
  return { id: body.paymentRequestId, path };
}
const get = (path: string) => exchange(simulator.url, 'GET', path);
const press = (path: string) =>
  exchange(simulator.url, 'POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  });
const statusOf = (id: string) => simulator.control.payment(id)?.paymentStatus;

describe('the wallet page', () => {
  it('shows shop, goods and amount, with two buttons', async () => {
    const { path } = await place({ paymentAmount: { currency: 'USD', value: '123450' } });
    const page = await get(path);
    const html = page.body.toString('utf8');
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<h1>Example Cafe</h1>');
    expect(html).toContain('USD 1,234.50');
    expect(html).toContain(
      `<form method="post" action="${path}/pay"><button class="pay" type="submit">Pay</button>`,
    );
    expect(html).toContain(`<form method="post" action="${path}/refuse">`);
    expect(html).not.toMatch(/<script|https?:\/\//);
  });

  it.each([
    ['JPY', '800', 'JPY 800'],
    ['KWD', '1', 'KWD 0.001'],
    ['EUR', '5', 'EUR 0.05'],
    ['IDR', '9007199254740993', 'IDR 90,071,992,547,409.93'],
  ])('writes %s %s as %s', async (currency, value, text) => {
    const { path } = await place({ paymentAmount: { currency, value } });
    expect((await get(path)).body.toString('utf8')).toContain(`<p class="amount">${text}</p>`);
  });

  it('escapes everything that came from the shop', async () => {
    const hostile = `<script>alert("1")</script>&'`;
    const { order } = payBody('EntryCode');
    const merchant = { ...order.merchant, merchantName: hostile };
    const { path } = await place({ order: { ...order, orderDescription: `"><img src=x>`, merchant } });
    const html = (await get(path)).body.toString('utf8');
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</h1>');
    expect(html).toContain('<p>&quot;&gt;&lt;img src=x&gt;</p>');
  });

  it('pays and sends the buyer back to the shop', async () => {
    const { id, path } = await place({ paymentRedirectUrl: 'https://shop.example/paid?a=1&b="2"' });
    const answer = await press(`${path}/pay`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('https://shop.example/paid?a=1&b=%222%22');
    expect(statusOf(id)).toBe('SUCCESS');
    const html = (await get(path)).body.toString('utf8');
    expect(html).toContain('<p role="status">You have paid.</p>');
    expect(html).toContain('href="https://shop.example/paid?a=1&amp;b=&quot;2&quot;"');
    expect(html).not.toContain('<form');
  });

  it('pays and comes back to itself when the shop named no page', async () => {
    const { path } = await place();
    expect((await press(`${path}/pay`)).headers.location).toBe(path);
  });

  it('refuses, and a second press changes nothing', async () => {
    const { id, path } = await place({ paymentRedirectUrl: 'https://shop.example/paid' });
    expect((await press(`${path}/refuse`)).headers.location).toBe(path);
    expect(statusOf(id)).toBe('FAIL');
    await press(`${path}/pay`);
    expect(statusOf(id)).toBe('FAIL');
  });

  it('does not pay on GET, nor after expiry or cancel', async () => {
    const { id, path } = await place();
    expect((await get(`${path}/pay`)).status).toBe(404);
    expect(statusOf(id)).toBe('PROCESSING');
    const cancelled = await place();
    await call(simulator, 'cancel', { paymentRequestId: cancelled.id });
    await press(`${cancelled.path}/pay`);
    expect(statusOf(cancelled.id)).toBe('CANCELLED');
    await simulator.control.advance(600_000);
    await press(`${path}/pay`);
    expect(statusOf(id)).toBe('FAIL');
  });

  it('is unknown under another address', async () => {
    for (const path of ['/wallet/', '/wallet/0123', '/wallet/%2e%2e/pay'])
      expect((await get(path)).status).toBe(404);
  });
});
