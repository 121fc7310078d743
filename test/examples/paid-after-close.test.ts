import type { AddressInfo } from 'node:net';
import { acknowledgement, type Notification, type NotificationVerifier } from '@alipay-intl/notify';
import {
  type BuyerRedirect,
  createMemoryJournal,
  type EntryCodeCharge,
  type PaymentRail,
} from '@alipay-intl/payments';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createShop, type ShopEvent, type ShopOrder } from '../../examples/entry-code-shop/src/shop.ts';

// A payment that was notified after its order was given up was acknowledged and forgotten; and the shop told its buyer
// that it was asking Alipay, and did not.

const amount = { currency: 'USD', value: '599' };
const facts = { paymentAmount: amount, paymentId: 'alipay_1', result: { resultCode: 'SUCCESS' } };
const proof = { traceId: undefined };
const closing: (() => unknown)[] = [];
beforeEach(() => {
  // Express prints what a handler throws.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.restoreAllMocks();
});

/** A shop whose Alipay answers as told, and which believes every notification. */
async function openShop(placing: object, query: object = { kind: 'processing', proof }) {
  const events: ShopEvent[] = [];
  const asked: string[] = [];
  const answer = (verb: string, outcome: object) => async () => {
    asked.push(verb);
    return outcome;
  };
  const rail = {
    name: 'entry-code',
    pay: answer('pay', placing),
    query: answer('query', query),
    cancel: answer('cancel', { kind: 'cancelled', proof }),
    refund: answer('refund', { kind: 'refunded', providerRefundId: 'r', proof }),
  } as unknown as PaymentRail<EntryCodeCharge, BuyerRedirect>;
  let next: object = {};
  const verifier = {
    verify: () => ({
      accepted: true,
      notification: { ...next, body: next } as unknown as Notification,
      sentAtMs: Date.now(),
      signedWithQuery: false,
      verifiedBy: undefined,
    }),
    acknowledge: () => acknowledgement('received'),
    decline: () => acknowledgement('not-processed'),
  } as unknown as NotificationVerifier;
  const onEvent = (event: ShopEvent): void => void events.push(event);
  const { app, checkout, keepRecovering } = createShop({
    rail,
    journal: createMemoryJournal(),
    verifier,
    currency: 'USD',
    baseUrl: 'http://127.0.0.1',
    onEvent,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const stop = new AbortController();
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
    () => stop.abort(),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const response = await fetch(`${url}/pay`, {
    method: 'POST',
    body: new URLSearchParams({ amount: '5.99' }),
    redirect: 'manual',
  });
  const page = await response.text();
  const { order } = events.find(({ kind }) => kind === 'payment-asked') as { readonly order: ShopOrder };
  return {
    order,
    asked,
    page,
    status: response.status,
    checkout,
    recover: () => void keepRecovering(stop.signal),
    kinds: () => events.map(({ kind }) => kind),
    notify: async (notification: object, paymentRequestId = order.attemptId): Promise<number> => {
      next = { paymentRequestId, result: { resultCode: 'RISK_REJECT' }, ...notification };
      return (await fetch(`${url}/alipay/notify`, { method: 'POST', body: '{}' })).status;
    },
  };
}

const redirect = { how: 'navigate', url: 'https://wallet.example/', links: {} };
const placed = { kind: 'placed', handover: redirect, providerId: 'alipay_1', proof };
const paid = { kind: 'paid', providerId: 'alipay_1', amount, proof };
const declined = {
  kind: 'declined',
  reason: { resultCode: 'RISK_REJECT', advice: { en: 'Not paid.' } },
  proof: { ...proof, result: { resultCode: 'RISK_REJECT' } },
};

describe('a paid notification', () => {
  it('for a closed order is acknowledged, and the money goes back by itself', async () => {
    const shop = await openShop(declined, paid);
    expect([shop.status, shop.order.state]).toEqual([402, 'closed']);
    expect(await shop.notify({ kind: 'paid', ...facts })).toBe(200);
    expect(shop.order.state).toBe('ask-a-person');
    expect(shop.kinds()).toContain('alarm');
    // Neither a repetition nor a late refusal hides it.
    for (const kind of ['paid', 'declined']) expect(await shop.notify({ kind, ...facts })).toBe(200);
    expect(shop.order.state).toBe('ask-a-person');
    shop.recover();
    await vi.waitFor(() => expect(shop.asked).toEqual(['pay', 'query', 'refund']));
    await vi.waitFor(async () => {
      expect((await shop.checkout.status(shop.order.attemptId)).openAlarms).toEqual([]);
    });
  });

  it('with another amount is kept for a person, and never booked as paid', async () => {
    const shop = await openShop(placed);
    const other = { ...facts, paymentAmount: { currency: 'USD', value: '1' } };
    expect(await shop.notify({ kind: 'paid', ...other })).toBe(200);
    expect(shop.order.state).toBe('ask-a-person');
    expect((await shop.checkout.status(shop.order.attemptId)).kind).toBe('manual');
  });

  it('is booked once, and a late refusal raises an alarm', async () => {
    const shop = await openShop(placed);
    expect([shop.status, shop.order.state]).toEqual([303, 'open']);
    for (const kind of ['paid', 'paid']) expect(await shop.notify({ kind, ...facts })).toBe(200);
    expect(shop.order.state).toBe('paid');
    expect(await shop.notify({ kind: 'declined', ...facts })).toBe(200);
    expect([shop.order.state, shop.kinds().includes('alarm')]).toEqual(['ask-a-person', true]);
  });

  it('for a payment that this shop never made is not acknowledged', async () => {
    const shop = await openShop(placed);
    expect(await shop.notify({ kind: 'paid', ...facts }, 'another')).toBe(500);
    expect(shop.order.state).toBe('open');
  });

  it('that is not decided yet is acknowledged and changes nothing', async () => {
    const shop = await openShop(placed);
    expect(await shop.notify({ kind: 'processing' })).toBe(200);
    expect(shop.order.state).toBe('open');
  });
});

describe('a payment that was not placed', () => {
  it('because the answer said not where to pay is asked for, and reversed', async () => {
    const shop = await openShop({ kind: 'processing', proof });
    expect([shop.status, shop.order.state]).toEqual([503, 'open']);
    expect(shop.page).toContain('We are asking Alipay');
    shop.recover();
    await vi.waitFor(() => expect(shop.asked).toEqual(['pay', 'query', 'cancel']), { timeout: 10_000 });
    await vi.waitFor(() => expect(shop.order.state).toBe('closed'));
    expect(shop.kinds()).toContain('recovered');
  });

  it('because it was declined is not asked for', async () => {
    const shop = await openShop(declined);
    expect([shop.asked, shop.page.includes('We are asking')]).toEqual([['pay'], false]);
  });
});
