import { OptionError, TransportError } from '@alipay-intl/core';
import {
  createBarcodeRail,
  createPaymentCodeRail,
  type PaymentRail,
  type RailCharge,
  type RailRefund,
} from '@alipay-intl/payments';
import { type FaultName, type OperationName, type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTillAt, startGateway } from '../barcode/support/till.ts';
import { merchantPrivatePem } from '../support/answering-server.ts';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import { newId, openShopAt } from '../support/shop.ts';

// One contract, two wire families: whatever drives a payment to its end must not see which one it has.

interface Opened {
  readonly rail: PaymentRail;
  close(): Promise<void>;
}
interface Family {
  readonly name: PaymentRail['name'];
  readonly open: (simulator: Simulator) => Promise<Opened>;
  /** How the simulator names the functions. */
  readonly operations: Readonly<Record<'pay' | 'query' | 'cancel' | 'refund', OperationName>>;
}

const families: readonly Family[] = [
  {
    name: 'payment-code',
    open: async (simulator) => {
      const shop = await openShopAt(simulator, { gateway: { privateKey: merchantPrivatePem } });
      const rail = createPaymentCodeRail(shop.payments, {
        merchant: {
          referenceMerchantId: 'M0001',
          merchantName: 'Example Cafe',
          merchantMCC: '5814',
          store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
        },
        storeTerminalId: 'T1',
        paymentNotifyUrl: 'http://127.0.0.1:9/alipay/notify',
      });
      return { rail, close: shop.close };
    },
    operations: { pay: 'pay', query: 'inquiryPayment', cancel: 'cancel', refund: 'refund' },
  },
  {
    name: 'barcode',
    open: async (simulator) => {
      const till = await openTillAt(simulator);
      const seller = { sellerId: 'S1', sellerName: 'Example Cafe', storeId: 'ST1' };
      return { rail: createBarcodeRail(till.payments, { seller }), close: till.close };
    },
    operations: {
      pay: 'acquiring.pay',
      query: 'acquiring.payQuery',
      cancel: 'acquiring.payCancel',
      refund: 'acquiring.refund',
    },
  },
];

const price = { currency: 'USD', value: '599' };

function charge(
  scannedCode: string = testPaymentCodes.paysAtOnce,
  changes: Partial<RailCharge> = {},
): RailCharge {
  return {
    attemptId: newId('attempt'),
    orderId: 'o1',
    description: 'Coffee',
    amount: price,
    scannedCode,
    ...changes,
  };
}

function refundOf(providerId: string, changes: Partial<RailRefund> = {}): RailRefund {
  const amount = { currency: 'USD', value: '100' };
  return { refundAttemptId: newId('refund'), providerId, amount, reason: 'cold', ...changes };
}

describe.each(families)('the rail $name', ({ name, open, operations }) => {
  let simulator: Simulator;
  let opened: Opened;
  let rail: PaymentRail;

  beforeAll(async () => {
    simulator = await startGateway();
    opened = await open(simulator);
    rail = opened.rail;
  });
  afterEach(() => simulator.control.clearFaults());
  afterAll(async () => {
    await opened.close();
    await simulator.close();
  });

  const fail = (verb: keyof Family['operations'], fault: FaultName, times = 1) =>
    simulator.control.failNext({ operation: operations[verb], fault, times });
  async function paid(): Promise<{ readonly attemptId: string; readonly providerId: string }> {
    const request = charge();
    const { providerId } = expectKind(await rail.pay(request), 'paid');
    if (providerId === undefined) throw new Error('the answer names no id');
    return { attemptId: request.attemptId, providerId };
  }

  it('says which family it is', () => {
    expect(rail.name).toBe(name);
    expect(Object.keys(rail).toSorted()).toEqual(['cancel', 'name', 'pay', 'query', 'refund']);
  });

  it('paid: with the id that refunds need, the amount and the proof', async () => {
    const request = charge();
    const outcome = expectKind(await rail.pay(request), 'paid');
    expect(Object.keys(outcome).toSorted()).toEqual(['amount', 'kind', 'proof', 'providerId']);
    expect(outcome.amount).toEqual(price);
    expect(outcome.proof.result.resultStatus).toBe('S');
    const state = expectKind(await rail.query({ attemptId: request.attemptId }), 'paid');
    expect([state.providerId, state.amount]).toEqual([outcome.providerId, price]);
    expect(simulator.control.payment(request.attemptId)).toMatchObject({
      paymentId: outcome.providerId,
      paymentAmount: price,
      merchantName: 'Example Cafe',
    });
    const byBoth = { attemptId: request.attemptId, providerId: outcome.providerId };
    expectKind(await rail.query(byBoth), 'paid');
  });

  it('waiting: processing until the buyer confirms', async () => {
    const request = charge(testPaymentCodes.waitsForWallet);
    expectKind(await rail.pay(request), 'processing');
    expectKind(await rail.query(request), 'processing');
    await simulator.control.confirm(request.attemptId);
    expectKind(await rail.query(request), 'paid');
  });

  it('waiting, then refused by the buyer: not paid', async () => {
    const request = charge(testPaymentCodes.waitsForWallet);
    expectKind(await rail.pay(request), 'processing');
    await simulator.control.decline(request.attemptId);
    expect(['declined', 'cancelled']).toContain((await rail.query(request)).kind);
  });

  it.each([
    ['expiredCode', 'EXPIRED_CODE'],
    ['balanceNotEnough', 'USER_BALANCE_NOT_ENOUGH'],
  ] as const)('declined: %s gives %s, with advice', async (code, resultCode) => {
    const request = charge(testPaymentCodes[code]);
    const { reason } = expectKind(await rail.pay(request), 'declined');
    expect(reason).toMatchObject({ resultCode, class: 'user' });
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
  });

  it('a code of no known wallet is charged by neither: refused here, or declined there', async () => {
    const request = charge(testPaymentCodes.invalidCode);
    const outcome = await rail.pay(request).catch((error: unknown) => error);
    if (outcome instanceof OptionError) expect(outcome.code).toBe('ERR_REQUEST_INVALID');
    else expect(outcome).toMatchObject({ kind: 'declined', reason: { resultCode: 'INVALID_PAYMENT_CODE' } });
    expect(['not-found', 'cancelled', 'declined']).toContain((await rail.query(request)).kind);
  });

  it('unknown: Alipay does not know itself, and the query does', async () => {
    for (const [code, kind] of [
      [testPaymentCodes.unknownButPaid, 'paid'],
      [testPaymentCodes.unknownThenWaits, 'processing'],
    ] as const) {
      const request = charge(code);
      expect(expectKind(await rail.pay(request), 'unknown').cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect((await rail.query(request)).kind).toBe(kind);
    }
  });

  it.each([
    ['lose-answer', 'ERR_TRANSPORT_LOST', 'paid'],
    ['truncated', 'ERR_TRANSPORT_LOST', 'paid'],
    ['wrong-signature', 'ERR_SIGNATURE_INVALID', 'paid'],
    ['unsigned', 'ERR_SIGNATURE_MISSING', 'paid'],
    ['lose-request', 'ERR_TRANSPORT_LOST', 'not-found'],
    ['status-500', 'ERR_RESPONSE_STATUS', 'not-found'],
    ['html', 'ERR_RESPONSE_STATUS', 'not-found'],
  ] as const)('lost: after %s unknown (%s), then %s', async (fault, code, kind) => {
    const request = charge();
    fail('pay', fault);
    expect(expectKind(await rail.pay(request), 'unknown').cause.code).toBe(code);
    expect((await rail.query(request)).kind).toBe(kind);
    // The same attempt again charges once, whatever became of the first.
    expectKind(await rail.pay(request), 'paid');
    const same = simulator.control
      .payments()
      .filter(({ paymentRequestId }) => paymentRequestId === request.attemptId);
    expect(same).toHaveLength(1);
  });

  it('lost: a deadline and a signal reach the call', async () => {
    fail('pay', 'stall', 2);
    const late = await rail.pay(charge(), { deadlineMs: 100 });
    expect(expectKind(late, 'unknown').cause.code).toBe('ERR_TRANSPORT_TIMEOUT');
    const aborted = await rail.pay(charge(), { signal: AbortSignal.timeout(100) });
    expect(expectKind(aborted, 'unknown').cause.code).toBe('ERR_TRANSPORT_ABORTED');
    const { attemptId, providerId } = await paid();
    for (const [verb, run] of [
      ['query', () => rail.query({ attemptId }, { deadlineMs: 100 })],
      ['refund', () => rail.refund(refundOf(providerId), { deadlineMs: 100 })],
      ['cancel', () => rail.cancel({ attemptId }, { deadlineMs: 100 })],
    ] as const) {
      fail(verb, 'stall');
      const startedAt = performance.now();
      const outcome: { readonly kind: string } = await run();
      expect(outcome.kind).toBe('unknown');
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    }
  });

  it('not found: an attempt that nobody made', async () => {
    const { proof } = expectKind(await rail.query({ attemptId: newId('nobody') }), 'not-found');
    expect(proof.result.resultCode).toBe('ORDER_NOT_EXIST');
  });

  it('cancelled: unpaid and paid, and again', async () => {
    const open = charge(testPaymentCodes.waitsForWallet);
    expectKind(await rail.pay(open), 'processing');
    const { attemptId } = await paid();
    for (const reference of [{ attemptId: open.attemptId }, { attemptId }]) {
      expectKind(await rail.cancel(reference), 'cancelled');
      expectKind(await rail.query(reference), 'cancelled');
      expectKind(await rail.cancel(reference), 'cancelled');
    }
    await expect(simulator.control.confirm(open.attemptId)).rejects.toThrow('not PROCESSING');
  });

  it('cancelled only when it is confirmed: a lost answer is unknown, a U too', async () => {
    const { attemptId } = await paid();
    fail('cancel', 'lose-request');
    expectKind(await rail.cancel({ attemptId }), 'unknown');
    expectKind(await rail.query({ attemptId }), 'paid');
    simulator.control.failNext({ operation: operations.cancel, fault: 'result' });
    expectKind(await rail.cancel({ attemptId }), 'unknown');
    fail('cancel', 'lose-answer');
    expectKind(await rail.cancel({ attemptId }), 'unknown');
    expectKind(await rail.query({ attemptId }), 'cancelled');
  });

  it('cancel declined: the money cannot be returned', async () => {
    const { attemptId } = await paid();
    simulator.control.setMerchantFunded(false);
    expect(expectKind(await rail.cancel({ attemptId }), 'declined').reason.resultCode).toBe(
      'MERCHANT_BALANCE_NOT_ENOUGH',
    );
    simulator.control.setMerchantFunded(true);
    expectKind(await rail.query({ attemptId }), 'paid');
  });

  it('refunded: in parts, repeated without harm, and the payment stays paid', async () => {
    const { attemptId, providerId } = await paid();
    const request = refundOf(providerId);
    const first = expectKind(await rail.refund(request), 'refunded');
    expect(Object.keys(first).toSorted()).toEqual(['kind', 'proof', 'providerRefundId']);
    expect(first.providerRefundId).toMatch(/^\d+$/);
    expect(expectKind(await rail.refund(request), 'refunded').providerRefundId).toBe(first.providerRefundId);
    expectKind(await rail.refund(refundOf(providerId)), 'refunded');
    expect(simulator.control.payment(providerId)?.refundedAmount.value).toBe('200');
    expectKind(await rail.query({ attemptId }), 'paid');
  });

  it('refund lost: unknown, and the repeat with the same id finds it out', async () => {
    const { providerId } = await paid();
    for (const fault of ['lose-request', 'lose-answer'] as const) {
      const request = refundOf(providerId);
      fail('refund', fault);
      expectKind(await rail.refund(request), 'unknown');
      expectKind(await rail.refund(request), 'refunded');
    }
    expect(simulator.control.payment(providerId)?.refundedAmount.value).toBe('200');
  });

  it('over-refund: declined, and what was refunded stays', async () => {
    const { providerId } = await paid();
    expectKind(await rail.refund(refundOf(providerId)), 'refunded');
    const outcome = await rail.refund(refundOf(providerId, { amount: price }));
    expect(expectKind(outcome, 'declined').reason.resultCode).toBe('REFUND_AMOUNT_EXCEED');
    expect(simulator.control.payment(providerId)?.refundedAmount.value).toBe('100');
  });

  it('refund of what was cancelled: declined', async () => {
    const { attemptId, providerId } = await paid();
    expectKind(await rail.cancel({ attemptId }), 'cancelled');
    expect(expectKind(await rail.refund(refundOf(providerId)), 'declined').reason.resultCode).toBe(
      'ORDER_IS_CANCELED',
    );
  });

  it.each<[string, Partial<RailCharge>]>([
    ['amount', { amount: { currency: 'USD', value: '600' } }],
    ['currency', { amount: { currency: 'EUR', value: '599' } }],
    ['code', { scannedCode: '281111111111111111' }],
  ])(
    'reused id: another %s under the same attemptId is refused before it is sent',
    async (_case, changes) => {
      const request = charge();
      expectKind(await rail.pay(request), 'paid');
      const callsBefore = simulator.control.calls().length;
      const error = await caught(rail.pay({ ...request, ...changes }), OptionError);
      expect(error.code).toBe('ERR_REQUEST_ID_REUSED');
      expect(simulator.control.calls().length).toBe(callsBefore);
    },
  );

  it('reused id: another amount under the same refundAttemptId is refused before it is sent', async () => {
    const { providerId } = await paid();
    const request = refundOf(providerId);
    expectKind(await rail.refund(request), 'refunded');
    const callsBefore = simulator.control.calls().length;
    const error = await caught(rail.refund({ ...request, amount: price }), OptionError);
    expect(error.code).toBe('ERR_REQUEST_ID_REUSED');
    expect(simulator.control.calls().length).toBe(callsBefore);
  });

  it.each<[string, Partial<RailCharge>]>([
    ['an EAN-13', { scannedCode: '4006381333931' }],
    ['letters', { scannedCode: 'ABCDEFGHIJKLMNOPQR' }],
    ['no code', { scannedCode: '' }],
    ['amount 0', { amount: { currency: 'USD', value: '0' } }],
    ['a number as money', { amount: { currency: 'USD', value: 599 as unknown as string } }],
    ['no id', { attemptId: '' }],
  ])('bad input: %s is refused before it is sent', async (_case, changes) => {
    const callsBefore = simulator.control.calls().length;
    const error = await caught(rail.pay({ ...charge(), ...changes }), OptionError);
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(simulator.control.calls().length).toBe(callsBefore);
  });

  it('connection refused: throws, because nothing was sent', async () => {
    const gone = await startGateway();
    const other = await open(gone);
    await gone.close();
    const request = charge();
    for (const run of [
      () => other.rail.pay(request),
      () => other.rail.query(request),
      () => other.rail.cancel(request),
      () => other.rail.refund(refundOf('2026')),
    ]) {
      const error = await caught<TransportError>(run, TransportError);
      expect([error.code, error.bytesMayHaveLeft]).toEqual(['ERR_TRANSPORT_CONNECT', false]);
    }
    await other.close();
  });
});
