import type { PaymentRail, RailReference } from '@alipay-intl/payments';
import { type FaultName, type FaultOrder, testPaymentCodes } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Counter, type CounterOrder, openCounter } from './support/counter.ts';
import { type Account, accountOf, wrongWith } from './support/money.ts';
import { expectKind } from './support/shop.ts';

// Every fault that the simulator has, on every call of a payment, over both families: once, and again and again.
// No notification helps. The end is the true one, or a person is told.

const everyFault: readonly FaultOrder[] = [
  ...(
    [
      ...['lose-request', 'lose-answer', 'unsigned', 'unsigned-failure', 'empty-signature', 'foreign-key'],
      ...['wrong-signature', 'no-response-time', 'repeated-key', 'html', 'empty-body', 'truncated', 'reset'],
      ...['status-500', 'gbk-failure', 'result', 'wrong-client', 'stall', 'stall-body', 'twice', 'replay'],
      ...['notification-first'],
    ] as readonly FaultName[]
  ).map((fault) => ({ fault })),
  { fault: 'delay', delayMs: 20 },
  { fault: 'oversize', bodyBytes: 2 ** 21 },
  { fault: 'late', delayMs: 3_000 },
  { fault: 'late', delayMs: 70_000 },
  { fault: 'late', until: 'query' },
  { fault: 'late', until: 'cancel' },
  { fault: 'replay', replayOf: 'same' },
  { fault: 'result', resultCode: 'SYSTEM_ERROR', resultStatus: 'F' },
  { fault: 'result', resultCode: 'PROCESS_FAIL', resultStatus: 'F' },
  { fault: 'result', resultCode: 'ORDER_NOT_EXIST', resultStatus: 'F' },
  { fault: 'result', resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', isProcessed: true },
  { fault: 'unsigned-failure', isProcessed: true },
  { fault: 'html', isProcessed: true },
];
const envelopeFaults: readonly FaultOrder[] = (
  [
    ...['wrong-message', 'wrong-function', 'sha1-signature', 'repeated-member', 'hidden-member'],
    ...['trailing-bytes', 'double-base64', 'triple-base64'],
  ] as readonly FaultName[]
).map((fault) => ({ fault }));

const verbs = ['pay', 'query', 'cancel', 'refund'] as const;
/** Codes that lead to the call in question. */
const codes: Readonly<Record<(typeof verbs)[number], readonly string[]>> = {
  pay: [testPaymentCodes.paysAtOnce, testPaymentCodes.balanceNotEnough],
  query: [testPaymentCodes.unknownButPaid, testPaymentCodes.unknownAndFailed],
  cancel: [testPaymentCodes.waitsForWallet],
  refund: [testPaymentCodes.paysAtOnce],
};
const amount = { currency: 'USD', value: '599' };
const limitMs = 20_000;
/** The query window, five more cancels, and a minute. */
const longestMs = limitMs + 6 * 10_000 + 60_000;
const back = { currency: 'USD', value: '200' };

/** One fault makes a case for a person only where no second call could tell: Alipay never knew it, or refused to cancel. */
function expectRarelyOpen({ outcome, isOpen, truth }: Account, verb: (typeof verbs)[number]): void {
  if (!isOpen) return;
  expect(['pay', 'cancel']).toContain(verb);
  const { reason, paidWasSeen } = expectKind(outcome, 'manual');
  if (reason === 'never-found') expect(truth).toBe('NONE');
  // Arrived behind the last cancel, and was seen by the last query.
  else if (reason === 'cancel-undecided')
    expect([verb, paidWasSeen, truth]).toEqual(['pay', true, 'SUCCESS']);
  else expect([verb, reason]).toEqual(['cancel', 'cancel-refused']);
}

describe.each(['payment-code', 'barcode'] as const)('%s', (name) => {
  let counter: Counter;
  let payments = 0;
  const ends: Record<string, number> = {};

  beforeAll(async () => {
    counter = await openCounter(name, { simulator: { notifications: 'off' }, policy: { limitMs } });
    // Answers to be replayed.
    await sale(testPaymentCodes.paysAtOnce);
    await sale(testPaymentCodes.waitsForWallet);
  });
  afterAll(() => counter.close());

  async function sale(scannedCode: string, refunds = false): Promise<string> {
    const { checkout, clock } = counter;
    payments += 1;
    const attemptId = `faults_${payments}`;
    const order = { attemptId, orderId: attemptId, description: 'Coffee', amount, scannedCode };
    const outcome = await clock.run(checkout.collect(order));
    if (refunds && outcome.kind === 'paid') {
      await clock.run(checkout.refund({ attemptId, refundAttemptId: `${attemptId}_r`, amount: back }));
    }
    return attemptId;
  }

  const faults = name === 'barcode' ? [...everyFault, ...envelopeFaults] : everyFault;
  const cases = verbs.flatMap((verb) =>
    faults.map((fault) => [`${verb}: ${Object.values(fault).join(' ')}`, verb, fault] as const),
  );

  /** Lets everything that is still on its way arrive, and be met by the looks back. */
  async function letItArrive(): Promise<void> {
    const { simulator, checkout, clock } = counter;
    simulator.control.clearFaults();
    simulator.control.deliverHeldCalls();
    for (let rounds = 0; rounds < 2; rounds += 1) {
      await clock.pass(100_000);
      await clock.run(checkout.recover());
    }
  }

  it.each(cases)('%s', async (_title, verb, fault) => {
    const [code = '', ...others] = codes[verb];
    const often = fault.fault.startsWith('stall') ? [] : [{ code, times: 50 }];
    const once = [code, ...(fault.fault.startsWith('stall') ? [] : others)];
    for (const { code: scannedCode, times } of [...once.map((one) => ({ code: one, times: 1 })), ...often]) {
      counter.simulator.control.failNext({ operation: counter.operations[verb], ...fault, times });
      const startedMs = counter.clock.now();
      const attemptId = await sale(scannedCode, verb === 'refund');
      if (verb !== 'refund') expect(counter.clock.now() - startedMs).toBeLessThan(longestMs);
      await letItArrive();
      const account = await accountOf(counter, attemptId);
      ends[account.outcome.kind] = (ends[account.outcome.kind] ?? 0) + 1;
      expect(wrongWith(account)).toBeUndefined();
      if (times === 1) expectRarelyOpen(account, verb);
    }
  });

  it('every end was met', () => {
    expect(Object.keys(ends).toSorted()).toEqual(['declined', 'manual', 'paid', 'reversed']);
  });
});

describe('the comparison sees', () => {
  const believing = (
    rail: PaymentRail<CounterOrder, unknown>,
    verb: 'query' | 'cancel',
    kind: 'paid' | 'cancelled',
  ): PaymentRail<CounterOrder, unknown> => ({
    ...rail,
    [verb]: async (reference: RailReference) => {
      const outcome = await rail[verb](reference);
      return outcome.kind === 'unknown' ? { kind, proof: { traceId: undefined } } : outcome;
    },
  });

  it.each([
    ['a lost cancel that is believed', 'cancel', 'cancelled', 'reversed, and can still be paid'],
    ['a lost query that is believed', 'query', 'paid', 'paid with 599, Alipay has 0 (PROCESSING)'],
  ] as const)('%s', async (_title, verb, kind, fault) => {
    const counter = await openCounter('barcode', {
      simulator: { notifications: 'off', acquiring: { barcodeExpiryMs: 3_600_000 } },
      change: (rail) => believing(rail, verb, kind),
    });
    counter.simulator.control.failNext({ operation: counter.operations[verb], fault: 'lose-request' });
    const order = {
      orderId: 'o',
      description: 'Coffee',
      amount,
      scannedCode: testPaymentCodes.waitsForWallet,
    };
    await counter.clock.run(counter.checkout.collect({ ...order, attemptId: 'a' }));
    expect(wrongWith(await accountOf(counter, 'a'))).toBe(fault);
    await counter.close();
  });
});
