import { OptionError } from '@alipay-intl/core';
import {
  createInStorePayments,
  createMemoryRequestIdGuard,
  type EntryCodePayRequest,
  type PaymentCodePayRequest,
  type RefundRequest,
  type RequestIdClaim,
  type RequestIdGuard,
} from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type AnsweringServer, resultOf, startAnsweringServer } from './support/answering-server.ts';
import { caught } from './support/caught.ts';
import {
  entryCodeRequest,
  newId,
  openShop,
  orderCodeRequest,
  paymentCode,
  paymentCodeRequest,
  refundRequest,
  type Shop,
} from './support/shop.ts';

let server: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  server = await startAnsweringServer();
  server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
  shop = await openShop(server.url);
});
afterAll(async () => {
  await shop.close();
  await server.close();
});

/** Runs a call that must be refused before anything is sent. */
async function expectReused(run: () => Promise<unknown>, member: string): Promise<void> {
  const sentBefore = server.calls.length;
  const error = await caught(run, OptionError);
  expect(error.code).toBe('ERR_REQUEST_ID_REUSED');
  expect(error.message).toContain(member);
  expect(error.message).toContain('Nothing was sent this time');
  expect(error.issues).toEqual([{ path: member, message: 'was already used with other parameters' }]);
  expect(server.calls.length).toBe(sentBefore);
}

describe('pay', () => {
  const pay = (request: PaymentCodePayRequest) => shop.payments.payPaymentCode(request);

  it('may be repeated with the same parameters, as often as needed', async () => {
    const request = paymentCodeRequest();
    const sentBefore = server.calls.length;
    for (let round = 0; round < 3; round += 1) await pay(structuredClone(request) as PaymentCodePayRequest);
    expect(server.calls.length).toBe(sentBefore + 3);
  });

  it.each<[string, Partial<PaymentCodePayRequest>]>([
    ['another value', { paymentAmount: { currency: 'USD', value: '600' } }],
    ['another currency', { paymentAmount: { currency: 'EUR', value: '599' } }],
    ['another payment code', { paymentMethod: { paymentMethodId: '289999999999999999' } }],
    ['another order', { order: { ...paymentCodeRequest().order, referenceOrderId: 'order_0002' } }],
    [
      'another merchant',
      {
        order: {
          ...paymentCodeRequest().order,
          merchant: { ...paymentCodeRequest().order.merchant, referenceMerchantId: 'M0002' },
        },
      },
    ],
  ])('is refused with %s under the same id', async (_name, changes) => {
    const request = paymentCodeRequest();
    await pay(request);
    await expectReused(() => pay({ ...request, ...changes }), 'paymentRequestId');
    await pay(request);
  });

  it('is refused by another method under the same id', async () => {
    const paymentRequestId = newId();
    await shop.payments.payEntryCode(entryCodeRequest({ paymentRequestId }));
    await expectReused(
      () => shop.payments.payOrderCode(orderCodeRequest({ paymentRequestId })),
      'paymentRequestId',
    );
    await expectReused(() => pay(paymentCodeRequest({ paymentRequestId })), 'paymentRequestId');
    await shop.payments.payEntryCode(entryCodeRequest({ paymentRequestId }));
  });

  it('may change what does not make another payment', async () => {
    const request: EntryCodePayRequest = entryCodeRequest();
    await shop.payments.payEntryCode(request);
    const sentBefore = server.calls.length;
    await shop.payments.payEntryCode({ ...request, paymentNotifyUrl: 'https://other.example/notify' });
    expect(server.calls.length).toBe(sentBefore + 1);
  });

  it('is guarded also while the first call is under way', async () => {
    const request = paymentCodeRequest();
    const other = { ...request, paymentAmount: { currency: 'USD', value: '1' } };
    const [first, second] = await Promise.allSettled([pay(request), pay(other)]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps no id whose request was invalid', async () => {
    const request = paymentCodeRequest();
    await caught(() => pay({ ...request, paymentNotifyUrl: 'nowhere' }), OptionError);
    await pay({ ...request, paymentAmount: { currency: 'EUR', value: '1' } });
  });
});

describe('refund', () => {
  const refund = (request: RefundRequest) => shop.payments.refund(request);

  it('may be repeated with the same parameters', async () => {
    const request = refundRequest();
    await refund(request);
    await refund({ ...request, refundReason: 'told differently' });
  });

  it.each<[string, Partial<RefundRequest>]>([
    ['another value', { refundAmount: { currency: 'USD', value: '101' } }],
    ['another currency', { refundAmount: { currency: 'EUR', value: '100' } }],
    ['another payment', { paymentId: '999' }],
  ])('is refused with %s under the same id', async (_name, changes) => {
    const request = refundRequest();
    await refund(request);
    await expectReused(() => refund({ ...request, ...changes }), 'refundRequestId');
  });

  it('has ids of its own: a payment may have the same one', async () => {
    const id = newId();
    await shop.payments.payPaymentCode(paymentCodeRequest({ paymentRequestId: id }));
    await refund(refundRequest({ refundRequestId: id }));
  });
});

describe('the memory guard', () => {
  const claim = (requestId: string, fingerprint = 'f'): RequestIdClaim => ({
    operation: 'pay',
    requestId,
    fingerprint,
  });

  it('knows an id by its operation and its fingerprint', () => {
    const guard = createMemoryRequestIdGuard();
    expect(guard.claim(claim('a'))).toBe('new');
    expect(guard.claim(claim('a'))).toBe('repeat');
    expect(guard.claim(claim('a', 'g'))).toBe('conflict');
    expect(guard.claim(claim('a'))).toBe('repeat');
    expect(guard.claim({ ...claim('a', 'g'), operation: 'refund' })).toBe('new');
  });

  it('forgets the oldest ids beyond its size, and only those', () => {
    const guard = createMemoryRequestIdGuard(3);
    for (const id of ['a', 'b', 'c', 'd']) guard.claim(claim(id));
    expect(guard.claim(claim('b', 'other'))).toBe('conflict');
    expect(guard.claim(claim('c', 'other'))).toBe('conflict');
    expect(guard.claim(claim('d', 'other'))).toBe('conflict');
    expect(guard.claim(claim('a', 'other'))).toBe('new');
    expect(guard.claim(claim('b', 'other'))).toBe('new');
  });

  it('remembers 50,000 ids when nothing else is said', () => {
    const guard = createMemoryRequestIdGuard();
    for (let at = 0; at <= 50_000; at += 1) guard.claim(claim(`id${at}`));
    expect(guard.claim(claim('id1', 'other'))).toBe('conflict');
    expect(guard.claim(claim('id50000', 'other'))).toBe('conflict');
    expect(guard.claim(claim('id0', 'other'))).toBe('new');
  });

  it('belongs to one shop, unless it is shared', async () => {
    const request = paymentCodeRequest();
    const changed = { ...request, paymentAmount: { currency: 'USD', value: '1' } };
    await shop.payments.payPaymentCode(request);
    await createInStorePayments(shop.gateway).payPaymentCode(changed);
    const requestIdGuard = createMemoryRequestIdGuard();
    await createInStorePayments(shop.gateway, { requestIdGuard }).payPaymentCode(request);
    const other = createInStorePayments(shop.gateway, { requestIdGuard });
    await expectReused(() => other.payPaymentCode(changed), 'paymentRequestId');
  });
});

describe('a guard of your own', () => {
  it('is asked, and waited for, before anything is sent', async () => {
    const seen: RequestIdClaim[] = [];
    let sentAtClaim = -1;
    const own = createInStorePayments(shop.gateway, {
      requestIdGuard: {
        async claim(claim) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          sentAtClaim = server.calls.length;
          seen.push(claim);
          return 'new' as const;
        },
      },
    });
    const sentBefore = server.calls.length;
    const request = paymentCodeRequest();
    await own.payPaymentCode(request);
    expect(sentAtClaim).toBe(sentBefore);
    expect(server.calls.length).toBe(sentBefore + 1);
    await own.refund(refundRequest({ refundRequestId: 'r_own' }));
    expect(seen).toEqual([
      {
        operation: 'pay',
        requestId: request.paymentRequestId,
        fingerprint: expect.stringMatching(/^[\w-]{43}$/),
      },
      { operation: 'refund', requestId: 'r_own', fingerprint: expect.stringMatching(/^[\w-]{43}$/) },
    ]);
    // A stored claim must not give the code away.
    expect(JSON.stringify(seen)).not.toContain(paymentCode);
  });

  it('refuses by answering conflict, now or later', async () => {
    for (const answer of ['conflict', Promise.resolve('conflict' as const)] as const) {
      const own = createInStorePayments(shop.gateway, { requestIdGuard: { claim: () => answer } });
      await expectReused(() => own.payEntryCode(entryCodeRequest()), 'paymentRequestId');
      await expectReused(() => own.payOrderCode(orderCodeRequest()), 'paymentRequestId');
      await expectReused(() => own.payPaymentCode(paymentCodeRequest()), 'paymentRequestId');
      await expectReused(() => own.refund(refundRequest()), 'refundRequestId');
    }
  });

  it('stops the call when it fails itself', async () => {
    const fault = new Error('the database is away');
    const own = createInStorePayments(shop.gateway, {
      requestIdGuard: { claim: () => Promise.reject(fault) },
    });
    const sentBefore = server.calls.length;
    await expect(own.payPaymentCode(paymentCodeRequest())).rejects.toBe(fault);
    await expect(own.refund(refundRequest())).rejects.toBe(fault);
    expect(server.calls.length).toBe(sentBefore);
  });

  it('is not asked by calls that have no id of their own', async () => {
    const own = createInStorePayments(shop.gateway, { requestIdGuard: { claim: () => 'conflict' } });
    const sentBefore = server.calls.length;
    await own.inquiryPayment({ paymentRequestId: 'p' });
    await own.cancel({ paymentRequestId: 'p' });
    await own.inquiryRefund({ refundRequestId: 'r' });
    expect(server.calls.length).toBe(sentBefore + 3);
  });
});

test('the fingerprint of the same parameters is the same in every process', async () => {
  const prints: string[] = [];
  const requestIdGuard: RequestIdGuard = {
    claim: ({ fingerprint }) => {
      prints.push(fingerprint);
      return 'new';
    },
  };
  const own = createInStorePayments(shop.gateway, { requestIdGuard });
  await own.refund(refundRequest({ paymentId: 'p', refundAmount: { currency: 'USD', value: '1' } }));
  // sha256 of ["p","USD","1"], by openssl.
  expect(prints).toEqual(['PB1dLJIqHzhx_TzHO6lYbKimAeG3NkA-Ah7r4llElDY']);
});
