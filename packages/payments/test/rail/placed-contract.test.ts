import { OptionError } from '@alipay-intl/core';
import {
  createEntryCodeRail,
  createOrderCodeRail,
  createPreCreateRail,
  type PaymentRail,
  type PlacedOrder,
  type RailOrder,
} from '@alipay-intl/payments';
import {
  createManualClock,
  type FaultName,
  type OperationName,
  type Simulator,
} from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTillAt, startGateway } from '../barcode/support/till.ts';
import { merchantPrivatePem } from '../support/answering-server.ts';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import { newId, openShopAt, userAgent } from '../support/shop.ts';

// One contract for the rails where the buyer pays later. Asking, cancelling and refunding are those of contract.test.ts.

type AnyPlacedRail = PaymentRail<PlacedOrder, { readonly qrText?: unknown; readonly url?: unknown }>;

interface Family {
  readonly name: PaymentRail['name'];
  readonly open: (
    simulator: Simulator,
    now: () => number,
  ) => Promise<{ readonly rail: AnyPlacedRail; close(): Promise<void> }>;
  /** How the simulator names the functions. */
  readonly operations: Readonly<Record<'pay' | 'query' | 'cancel' | 'refund', OperationName>>;
}

const merchant = {
  referenceMerchantId: 'M0001',
  merchantName: 'Example Cafe',
  merchantMCC: '5814',
  store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
} as const;
const v1 = { pay: 'pay', query: 'inquiryPayment', cancel: 'cancel', refund: 'refund' } as const;
const paymentNotifyUrl = 'http://127.0.0.1:9/alipay/notify';
const gateway = { privateKey: merchantPrivatePem };

const families: readonly Family[] = [
  {
    name: 'entry-code',
    open: async (simulator, now) => {
      const shop = await openShopAt(simulator, { gateway, inStore: { clock: { now } } });
      const rail = createEntryCodeRail(shop.payments, { merchant, paymentNotifyUrl });
      const withEnv: AnyPlacedRail = {
        ...rail,
        pay: (order, call) => rail.pay({ ...order, env: { userAgent } }, call),
      };
      return { rail: withEnv, close: shop.close };
    },
    operations: v1,
  },
  {
    name: 'order-code',
    open: async (simulator, now) => {
      const shop = await openShopAt(simulator, { gateway, inStore: { clock: { now } } });
      const rail = createOrderCodeRail(shop.payments, { merchant, paymentNotifyUrl });
      return { rail, close: shop.close };
    },
    operations: v1,
  },
  {
    name: 'pre-create',
    open: async (simulator) => {
      const till = await openTillAt(simulator);
      const seller = { sellerId: 'S1', sellerName: 'Example Cafe', storeId: 'ST1' };
      return { rail: createPreCreateRail(till.payments, { seller }), close: till.close };
    },
    operations: {
      pay: 'acquiring.preCreate',
      query: 'acquiring.payQuery',
      cancel: 'acquiring.payCancel',
      refund: 'acquiring.refund',
    },
  },
];

const price = { currency: 'USD', value: '599' };
const startMs = Date.parse('2026-11-01T12:00:00Z');

describe.each(families)('the rail $name', ({ name, open, operations }) => {
  const clock = createManualClock(startMs);
  let simulator: Simulator;
  let opened: Awaited<ReturnType<Family['open']>>;
  let rail: AnyPlacedRail;

  beforeAll(async () => {
    simulator = await startGateway({ clock });
    opened = await open(simulator, clock.now);
    rail = opened.rail;
  });
  afterEach(() => simulator.control.clearFaults());
  afterAll(async () => {
    await opened.close();
    await simulator.close();
  });

  const order = (changes: Partial<PlacedOrder> = {}): PlacedOrder => ({
    attemptId: newId('order'),
    orderId: 'o1',
    description: 'Coffee',
    amount: price,
    closesAtMs: clock.now() + 300_000,
    ...changes,
  });
  const fail = (verb: keyof Family['operations'], fault: FaultName, times = 1) =>
    simulator.control.failNext({ operation: operations[verb], fault, times });
  const known = (id: string) =>
    simulator.control.payments().filter(({ paymentRequestId }) => paymentRequestId === id);

  it('says which it is', () => {
    expect(rail.name).toBe(name);
    expect(Object.keys(rail).toSorted()).toEqual(['cancel', 'name', 'pay', 'query', 'refund']);
  });

  it('placed: with what the buyer needs, the id and the proof, and not paid', async () => {
    const request = order();
    const placed = expectKind(await rail.pay(request), 'placed');
    expect(Object.keys(placed).toSorted()).toEqual(['handover', 'kind', 'proof', 'providerId']);
    expect(String(placed.handover.qrText ?? placed.handover.url)).toContain(`${simulator.url}/wallet/`);
    expect(simulator.control.payment(request.attemptId)).toMatchObject({
      paymentId: placed.providerId,
      paymentAmount: price,
      paymentStatus: 'PROCESSING',
      merchantName: 'Example Cafe',
    });
    expectKind(await rail.query({ attemptId: request.attemptId }), 'processing');
  });

  it('paid later: found by the query, refunded, and the placing can be repeated without harm', async () => {
    const request = order();
    const { providerId = '' } = expectKind(await rail.pay(request), 'placed');
    await simulator.control.confirm(request.attemptId);
    const paid = expectKind(await rail.query({ attemptId: request.attemptId }), 'paid');
    expect([paid.providerId, paid.amount]).toEqual([providerId, price]);
    expectKind(await rail.pay(request), 'placed');
    const refund = { refundAttemptId: newId('refund'), providerId, amount: price };
    expectKind(await rail.refund(refund), 'refunded');
    expect(known(request.attemptId)).toHaveLength(1);
  });

  it.each([
    ['lose-answer', 'processing'],
    ['lose-request', 'not-found'],
    ['wrong-signature', 'processing'],
    ['unsigned', 'processing'],
    ['html', 'not-found'],
    ['truncated', 'processing'],
    ['reset', 'processing'],
    ['stall', 'not-found'],
  ] as const)('lost: after %s unknown, then %s; the repeat places it once', async (fault, state) => {
    const request = order();
    fail('pay', fault);
    expectKind(await rail.pay(request, { deadlineMs: 300 }), 'unknown');
    expect((await rail.query({ attemptId: request.attemptId })).kind).toBe(state);
    expectKind(await rail.pay(request), 'placed');
    expect(known(request.attemptId)).toHaveLength(1);
  });

  it('cancelled: what nobody has paid cannot be paid any more', async () => {
    const request = order();
    expectKind(await rail.pay(request), 'placed');
    expectKind(await rail.cancel(request), 'cancelled');
    expectKind(await rail.query(request), 'cancelled');
    await expect(simulator.control.confirm(request.attemptId)).rejects.toThrow('not PROCESSING');
    // The repeat of what has ended says so, and places nothing.
    const repeated = await rail.pay(request);
    expect(['declined', 'unknown']).toContain(repeated.kind);
    expect(known(request.attemptId)).toHaveLength(1);
  });

  it.each<[string, Partial<RailOrder>]>([
    ['amount 0', { amount: { currency: 'USD', value: '0' } }],
    ['no id', { attemptId: '' }],
    ['no closing time', { closesAtMs: undefined }],
    ['a closing time that is no number', { closesAtMs: '2026-11-01' as unknown as number }],
    ['a closing time that is NaN', { closesAtMs: Number.NaN }],
  ])('bad input: %s is refused before it is sent', async (_case, changes) => {
    const callsBefore = simulator.control.calls().length;
    const error = await caught(rail.pay({ ...order(), ...changes } as PlacedOrder), OptionError);
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(simulator.control.calls().length).toBe(callsBefore);
  });

  it('reused id: another amount under the same attemptId is refused before it is sent', async () => {
    const request = order();
    expectKind(await rail.pay(request), 'placed');
    const callsBefore = simulator.control.calls().length;
    const changed = { ...request, amount: { currency: 'USD', value: '600' } };
    expect((await caught(rail.pay(changed), OptionError)).code).toBe('ERR_REQUEST_ID_REUSED');
    expect(simulator.control.calls().length).toBe(callsBefore);
  });

  it.runIf(operations === v1)('the closing time reaches Alipay: it closes by itself', async () => {
    const request = order({ closesAtMs: clock.now() + 60_000 });
    expectKind(await rail.pay(request), 'placed');
    await simulator.control.advance(59_000);
    expectKind(await rail.query(request), 'processing');
    await simulator.control.advance(1_000);
    const { reason } = expectKind(await rail.query(request), 'declined');
    expect(reason.resultCode).toBe('ORDER_IS_CLOSED');
  });

  it.runIf(operations === v1)('a closing time 30 minutes ahead is refused before it is sent', async () => {
    const late = order({ closesAtMs: clock.now() + 1_800_000 });
    expect((await caught(rail.pay(late), OptionError)).message).toContain('30 minutes');
  });
});
