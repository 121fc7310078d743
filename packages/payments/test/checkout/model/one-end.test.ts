import type { CheckoutOutcome, Journal, PaymentEvent } from '@alipay-intl/payments/checkout';
import { createCheckout, createMemoryJournal } from '@alipay-intl/payments/checkout';
import type { PaymentRail, RailCharge } from '@alipay-intl/payments/rail';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGatewayModel, type GatewayModel } from '../support/gateway-model.ts';
import { price } from '../support/payment-story.ts';
import type { Verb } from '../support/scripted-rail.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

// Several workers and a slow store: whatever they do at the same time, the journal of a payment is one sequence with one
// end, and every worker reports that end.

interface History {
  /** Delays of the store in milliseconds, drawn by chance. Some are longer than a lease. */
  readonly delaysMs: readonly number[];
  readonly seed: number;
  /** Whether calls of the rail are answered, in turn. */
  readonly answers: readonly boolean[];
  readonly buyer: 'pays' | 'waits' | 'refuses';
  readonly cancelsAtS: number | undefined;
  readonly notifiesAtS: number | undefined;
}

const delay = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4_000, max: 9_000 }) },
);
const history: fc.Arbitrary<History> = fc.record({
  delaysMs: fc.array(delay, { minLength: 5, maxLength: 60 }),
  seed: fc.integer(),
  answers: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  buyer: fc.constantFrom('pays', 'waits', 'refuses'),
  cancelsAtS: fc.option(fc.integer({ min: 0, max: 70 }), { nil: undefined }),
  notifiesAtS: fc.option(fc.integer({ min: 0, max: 70 }), { nil: undefined }),
});

const attemptId = 'attempt_1';

function slowJournal(store: Journal, clock: VirtualClock, delayMs: () => number): Journal {
  const slow = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      await clock.sleep(delayMs());
      const result: unknown = await Reflect.apply(method, store, args);
      await clock.sleep(delayMs());
      return result;
    },
  ]);
  return Object.fromEntries(slow) as unknown as Journal;
}

function railOver(gateway: GatewayModel, isAnswered: () => boolean): PaymentRail {
  const call = (verb: Verb) => async (input: object) =>
    gateway.call(verb, { attemptId, ...input }, isAnswered() ? 'answered' : 'lost-after', 0) as never;
  return {
    name: 'barcode',
    pay: call('pay'),
    query: call('query'),
    cancel: call('cancel'),
    refund: call('refund'),
  };
}

function inTurn<T>(items: readonly T[], last: T): () => T {
  let index = -1;
  return () => {
    index += 1;
    return items[index % items.length] ?? last;
  };
}

/** Taken in turn, they could fall into step with a worker, whose every try would then outlast its lease, for ever. */
function byChance(items: readonly number[], seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return items[(state >>> 8) % items.length] ?? 0;
  };
}

async function play({ delaysMs, seed, answers, buyer, cancelsAtS, notifiesAtS }: History): Promise<void> {
  const clock = createVirtualClock();
  const store = createMemoryJournal(clock);
  const gateway = createGatewayModel('acquiring', clock);
  gateway.buyer = buyer;
  const journal = slowJournal(store, clock, byChance(delaysMs, seed));
  const rail = railOver(gateway, inTurn(answers, true));
  const policy = { callDeadlineMs: 2_500, limitMs: 30_000 };
  const open = () => createCheckout<RailCharge, never>({ rail, journal, clock, policy, leaseMs: 5_000 });
  const [first, second, third] = [open(), open(), open()] as const;
  const order = {
    attemptId,
    orderId: 'o',
    description: 'Tea',
    amount: price,
    scannedCode: '281234567890123456',
  };
  const at = async <T>(seconds: number, work: () => Promise<T>): Promise<T> => {
    await clock.sleep(seconds * 1_000);
    return work();
  };
  const controller = new AbortController();
  const keeping = third.keepRecovering({ signal: controller.signal });
  // A process that stands still before it sends says that it sent nothing, which is an end, too.
  const told = [
    first.collect(order),
    at(20, () => second.collect(order)),
    at(25, () => third.resume(attemptId)),
    ...(cancelsAtS === undefined ? [] : [at(20 + cancelsAtS, () => second.cancel(attemptId))]),
  ].map((work) => work.catch((error: unknown) => error as { code: string }));
  const notified = notifiesAtS === undefined ? undefined : at(20 + notifiesAtS, () => notify(gateway, third));
  const outcomes = await clock.run(Promise.all(told));
  await clock.run(Promise.resolve(notified));
  controller.abort();
  await clock.run(keeping);
  await checkHistory(store, outcomes);
}

async function notify(gateway: GatewayModel, checkout: { recordNotification: unknown }): Promise<void> {
  const record = checkout.recordNotification as (notification: object) => Promise<unknown>;
  for (const { kind } of gateway.told) {
    await record({ attemptId, kind, amount: kind === 'paid' ? price : undefined });
  }
}

async function checkHistory(
  store: Journal,
  outcomes: readonly (CheckoutOutcome | { readonly code: string })[],
): Promise<void> {
  const events = (await store.load(attemptId))?.events as readonly PaymentEvent[];
  const ends = events.flatMap((event) => (event.type === 'ended' ? [event.end] : []));
  expect(ends).toHaveLength(1);
  for (const outcome of outcomes) {
    if ('kind' in outcome) expect(outcome.kind).toBe(ends[0]);
    else expect([outcome.code, ends[0]]).toEqual(['ERR_CHECKOUT_STOPPED', 'declined']);
  }
  const cancels = events.flatMap((event) =>
    event.type === 'sent' && event.action === 'cancel' ? [event.number] : [],
  );
  expect(cancels).toEqual(cancels.map((_, index) => index + 1));
  const answered = events.flatMap((event) =>
    event.type === 'answered' && event.action === 'query' ? [event.number] : [],
  );
  expect(answered).toEqual(answered.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === 'intent')).toHaveLength(1);
  expect(events.filter(({ type }) => type === 'abandoned').length).toBeLessThanOrEqual(1);
}

it('300 histories of three workers with a slow store', async () => {
  await fc.assert(fc.asyncProperty(history, play), { numRuns: 300 });
});
