import { isAlipayError } from '@alipay-intl/core';
import type { RailName } from '@alipay-intl/payments';
import { type ContractOptions, testPaymentCodes, usualFaults } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { type Counter, type CounterOrder, openCounter } from './support/counter.ts';
import { type Account, accountOf, wrongWith } from './support/money.ts';

// Many payments at once while calls go wrong by a seeded plan, tills are switched off in the middle, buyers confirm when
// they like, and notifications come twice or late. When nothing moves any more, all money is accounted for.

const counters: Counter[] = [];
afterEach(async () => {
  for (const counter of counters.splice(0)) await counter.close();
});

const paymentsPerStorm = 60;
const tills = 12;
// A stall costs a second of real time, in which nobody's time goes on.
const faults = usualFaults.filter((fault) => fault !== 'stall' && fault !== 'stall-body');
const { invalidCode: _refusedHere, ...codes } = testPaymentCodes;

/** Numbers from 0 to 1 that a seed decides. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Storm {
  readonly counter: Counter;
  readonly name: RailName;
  readonly random: () => number;
  readonly attempts: string[];
  /** Attempts that were refused because another one of their order was alive or paid. */
  refusedAttempts: number;
}

/** One till serves customers one after the other. */
async function serve(storm: Storm, till: number): Promise<void> {
  const { counter, random } = storm;
  const { clock } = counter;
  while (storm.attempts.length < paymentsPerStorm) {
    const number = storm.attempts.length;
    const attemptId = `storm_${number}`;
    storm.attempts.push(attemptId);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const order: CounterOrder = {
      attemptId,
      orderId: `order_${number}`,
      description: 'Coffee',
      amount: { currency: 'USD', value: String(100 + number) },
      scannedCode: pick(Object.values(codes)),
      closesAtMs: closingTime(storm),
    };
    void confirmLater(counter, attemptId, random() * 150_000);
    const isSwitchedOff = random() < 0.25;
    const stop = new AbortController();
    if (isSwitchedOff) void clock.sleep(random() * 60_000).then(() => stop.abort());
    await take(storm, order, stop.signal);
    await clock.sleep(till * 37 + random() * 5_000);
  }
}

function closingTime({ counter, name }: Storm): number | undefined {
  return name === 'payment-code' || name === 'barcode' ? undefined : counter.clock.now() + 120_000;
}

async function take(storm: Storm, order: CounterOrder, signal: AbortSignal): Promise<void> {
  const { counter, random } = storm;
  const { checkout } = counter;
  const outcome = await checkout.collect(order, { signal }).catch(expectedStop);
  if (outcome?.kind === 'paid' && random() < 0.5) {
    const amount = { currency: 'USD', value: String(1 + Math.floor(random() * 99)) };
    const refund = { attemptId: order.attemptId, refundAttemptId: `${order.attemptId}_r`, amount };
    await checkout.refund(refund, { signal }).catch(expectedStop);
  }
  if (random() < 0.3) {
    const again = { ...order, attemptId: `${order.attemptId}_b`, closesAtMs: closingTime(storm) };
    const status = await checkout.status(order.attemptId);
    const second = await checkout.collect(again).catch((error: unknown) => {
      if (!isAlipayError(error) || error.code !== 'ERR_CHECKOUT_ORDER_TAKEN') throw error;
      storm.refusedAttempts += 1;
      return undefined;
    });
    if (second !== undefined) storm.attempts.push(again.attemptId);
    // Money can be taken twice only where the first attempt had ended without any.
    if (second === undefined) expect(status.kind).not.toBe('declined');
  }
}

function expectedStop(error: unknown): undefined {
  if (!isAlipayError(error) || error.code !== 'ERR_CHECKOUT_STOPPED') throw error;
  return undefined;
}

/** The buyer confirms at some moment, where there is something to confirm. */
async function confirmLater({ clock, simulator }: Counter, attemptId: string, ms: number): Promise<void> {
  await clock.sleep(ms);
  const { control } = simulator;
  if (ms % 7 < 2) control.notifyNext({ copies: 2 });
  if (control.payment(attemptId)?.paymentStatus === 'PROCESSING') await control.confirm(attemptId);
}

async function blow(name: RailName, seed: number, contract: ContractOptions): Promise<Storm> {
  const counter = await openCounter(name, { policy: { limitMs: 40_000 }, simulator: { contract } });
  counters.push(counter);
  const { simulator, clock, checkout } = counter;
  const storm: Storm = { counter, name, random: seeded(seed), attempts: [], refusedAttempts: 0 };
  simulator.control.planFaults({ seed, faults, switchOn: 0.5, fire: 0.12 });
  const stop = new AbortController();
  const recovering = checkout.keepRecovering({ signal: stop.signal, everyMs: 5_000 });
  const selling = Promise.all(Array.from({ length: tills }, (_, till) => serve(storm, till)));
  await clock.run(selling);
  // The storm is over: what was lost on the way arrives, and what waits is brought to its end.
  simulator.control.stopFaultPlan();
  simulator.control.deliverHeldCalls();
  await clock.pass(20 * 60_000);
  stop.abort();
  await recovering;
  return storm;
}

const storms: readonly (readonly [RailName, number, ContractOptions])[] = [
  ...(['payment-code', 'barcode'] as const).flatMap((name) => [11].map((seed) => [name, seed, {}] as const)),
  ['entry-code', 5, {}],
  ['pre-create', 6, {}],
  // What no document promises: a payment that arrives behind its confirmed reversal is taken.
  ['barcode', 11, { cancelBlocksLatePay: false }],
];

describe('a storm', () => {
  it.each(storms)(
    'over %s, seed %i, contract %j: all money is accounted for',
    async (name, seed, contract) => {
      const { counter, attempts, refusedAttempts } = await blow(name, seed, contract);
      const { checkout, simulator } = counter;
      const accounts = await Promise.all(attempts.map((attemptId) => accountOf(counter, attemptId)));
      const wrong = accounts.map((account) => wrongWith(account)).filter((words) => words !== undefined);
      expect(wrong).toEqual([]);

      // All that Alipay has is what the merchant says he has, and the items that a person was told of.
      const total = (of: (account: Account) => bigint) => accounts.reduce((sum, one) => sum + of(one), 0n);
      const payments = simulator.control.payments();
      const atAlipay = payments
        .filter(({ paymentStatus }) => paymentStatus === 'SUCCESS')
        .reduce((sum, one) => sum + BigInt(one.paymentAmount.value) - BigInt(one.refundedAmount.value), 0n);
      const open = total(({ isOpen, taken, claimed }) => (isOpen ? taken - claimed : 0n));
      expect(atAlipay).toBe(total(({ claimed }) => claimed) + open);
      expect(payments.filter(({ paymentRequestId }) => !attempts.includes(paymentRequestId))).toEqual([]);

      const listed = await checkout.list({ only: 'needs-person', limit: 1_000 });
      const isOpen = accounts.filter((account) => account.isOpen).map(({ outcome }) => outcome.attemptId);
      expect(listed.map(({ attemptId }) => attemptId)).toEqual(isOpen.toSorted());
      expect(isOpen.length).toBeLessThan(attempts.length / 3);

      expect(attempts.length).toBeGreaterThanOrEqual(paymentsPerStorm);
      expect(simulator.control.faultPlan()?.hits.length).toBeGreaterThan(20);
      expect(refusedAttempts).toBeGreaterThan(0);
      const kinds = new Set(accounts.map(({ outcome }) => outcome.kind));
      expect([...kinds]).toEqual(expect.arrayContaining(['paid', 'reversed']));
    },
    180_000,
  );
});
