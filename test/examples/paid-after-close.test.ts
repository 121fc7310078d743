import type { AddressInfo } from 'node:net';
import { acknowledgement, type Notification, type NotificationVerifier } from '@alipay-intl/notify';
import type { InStorePayments } from '@alipay-intl/payments';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createShop, type ShopEvent, type ShopOrder } from '../../examples/entry-code-shop/src/shop.ts';

// A payment that was notified after its order was given up was acknowledged and forgotten; and the shop told its buyer
// that it was asking Alipay, and did not.

const amount = { currency: 'USD', value: '599' };
const facts = { paymentAmount: amount, paymentId: 'alipay_1' };
const closing: (() => unknown)[] = [];
beforeEach(() => {
  // Express prints what a handler throws.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.restoreAllMocks();
});

/** A shop whose Alipay answers payments and inquiries as told, and believes every notification. */
async function openShop(pay: object, inquiry: object | Error = { kind: 'processing' }) {
  const events: ShopEvent[] = [];
  const asked: string[] = [];
  const payments = {
    payEntryCode: async () => pay,
    inquiryPayment: async ({ paymentRequestId }: { readonly paymentRequestId: string }) => {
      asked.push(paymentRequestId);
      if (inquiry instanceof Error) throw inquiry;
      return inquiry;
    },
  } as unknown as InStorePayments;
  let next: object = {};
  const verifier = {
    verify: () => ({ accepted: true, notification: next as Notification }),
    acknowledge: () => acknowledgement('received'),
  } as unknown as NotificationVerifier;
  const onEvent = (event: ShopEvent): void => void events.push(event);
  const { app } = createShop({ payments, verifier, currency: 'USD', baseUrl: 'http://127.0.0.1', onEvent });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(`${url}/pay`, { method: 'POST', body: new URLSearchParams({ amount: '5.99' }) });
  const page = await answer.text();
  const order = events.find(({ kind }) => kind === 'payment-asked') as { readonly order: ShopOrder };
  return {
    order: order.order,
    asked,
    page,
    kinds: () => events.map(({ kind }) => kind),
    notify: async (notification: object): Promise<number> => {
      next = { paymentRequestId: order.order.paymentRequestId, ...notification };
      return (await fetch(`${url}/alipay/notify`, { method: 'POST', body: '{}' })).status;
    },
  };
}

const declinedAtOnce = { kind: 'declined', reason: { advice: { en: 'Not paid.' } } };

describe('a paid notification', () => {
  it('for a closed order is kept with an alarm, and acknowledged', async () => {
    const shop = await openShop(declinedAtOnce);
    expect(await shop.notify({ kind: 'declined' })).toBe(200);
    expect([shop.order.state, shop.kinds().includes('paid-after-close')]).toEqual(['closed', false]);
    expect(await shop.notify({ kind: 'paid', ...facts })).toBe(200);
    expect(shop.order).toMatchObject({ state: 'paid-after-close', paymentId: 'alipay_1' });
    expect(shop.kinds().at(-1)).toBe('paid-after-close');
    // Neither a repetition nor a late refusal hides it.
    expect(await shop.notify({ kind: 'paid', ...facts })).toBe(200);
    expect(await shop.notify({ kind: 'declined' })).toBe(200);
    expect(shop.order.state).toBe('paid-after-close');
  });

  it.each([[[]], [['declined']], [['paid']]])(
    'with another amount is not acknowledged, after %j',
    async (before) => {
      const shop = await openShop(declinedAtOnce);
      for (const kind of before) await shop.notify({ kind, ...facts });
      const { state } = shop.order;
      const status = await shop.notify({
        kind: 'paid',
        ...facts,
        paymentAmount: { currency: 'USD', value: '1' },
      });
      expect([status, shop.order.state]).toEqual([500, state]);
    },
  );

  it('is booked once, and a late refusal changes nothing', async () => {
    const shop = await openShop(declinedAtOnce);
    for (const kind of ['paid', 'paid', 'declined']) expect(await shop.notify({ kind, ...facts })).toBe(200);
    expect(shop.order).toMatchObject({ state: 'paid', paymentId: 'alipay_1' });
  });
});

describe('a payment whose outcome is open', () => {
  it.each([
    ['unknown', { kind: 'paid', payment: facts }, 'paid'],
    ['processing', { kind: 'paid', payment: facts }, 'paid'],
    ['unknown', { kind: 'declined' }, 'closed'],
    ['unknown', { kind: 'cancelled' }, 'closed'],
    ['unknown', { kind: 'not-found' }, 'open'],
    ['unknown', { kind: 'unknown' }, 'open'],
    ['processing', { kind: 'processing' }, 'open'],
  ])('%s is asked for once, and %j is booked as %s', async (kind, state, booked) => {
    const shop = await openShop({ kind }, state);
    expect(shop.page).toContain('We are asking Alipay');
    await vi.waitFor(() => expect(shop.kinds()).toContain('inquired'));
    expect(shop.asked).toEqual([shop.order.paymentRequestId]);
    expect(shop.order.state).toBe(booked);
  });

  it.each([
    ['fails', new Error('no network')],
    ['tells another amount', { kind: 'paid', payment: { ...facts, paymentAmount: undefined } }],
  ])('stays open when the inquiry %s, and the shop reports it', async (_case, inquiry) => {
    const shop = await openShop({ kind: 'unknown' }, inquiry);
    await vi.waitFor(() => expect(shop.kinds()).toContain('inquiry-failed'));
    expect(shop.order.state).toBe('open');
  });

  it('that was declined is not asked for', async () => {
    const shop = await openShop(declinedAtOnce);
    expect([shop.asked, shop.page.includes('We are asking')]).toEqual([[], false]);
  });
});
