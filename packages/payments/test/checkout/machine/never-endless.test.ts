import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NotifiedFact } from '../../../src/checkout/payment-event.ts';
import { type Happening, price, type Story, tell } from '../support/payment-story.ts';

// Whatever is answered and notified, and whatever the clock does: a payment comes to an end and to rest, in bounded time.

const answers = (...words: string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 });

const fact: fc.Arbitrary<NotifiedFact> = fc.constantFrom(
  { kind: 'paid', amount: price, providerId: 'alipay_1' },
  { kind: 'paid', amount: price },
  { kind: 'paid' },
  { kind: 'paid', amount: { currency: 'USD', value: '1' } },
  { kind: 'declined', resultCode: 'TRADE_CLOSED' },
  { kind: 'cancelled' },
);
const atS = fc.integer({ min: 0, max: 700 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ atS, notified: fact }),
  fc.record({ atS, clockByS: fc.integer({ min: -7_200, max: 7_200 }) }),
  fc.record({ atS, event: fc.constant({ type: 'cancel-asked' as const, atMs: 0 }) }),
);

const story: fc.Arbitrary<Story> = fc
  .record({
    rail: fc.constantFrom('barcode', 'payment-code', 'entry-code', 'pre-create'),
    holdsCharge: fc.boolean(),
    pay: answers('paid', 'processing', 'unknown', 'not-sent', 'declined:RISK_REJECT', 'placed'),
    query: answers(
      'paid',
      'paid-without-id',
      'paid:1',
      'processing',
      'unknown',
      'not-found',
      'cancelled',
      'declined:X',
    ),
    cancel: answers('cancelled', 'unknown', 'not-sent', 'declined:ORDER_NOT_EXIST', 'declined:PROCESS_FAIL'),
    refund: answers('refunded', 'unknown', 'processing', 'declined:ORDER_IS_CANCELED', 'declined:X'),
    happenings: fc.array(happening, { maxLength: 8 }),
    callS: fc.integer({ min: 0, max: 10 }),
    policy: fc.record({
      paidAfterEnd: fc.constantFrom('refund', 'alarm'),
      neverFound: fc.constantFrom('manual', 'declined'),
    }),
  })
  .map((parts) => ({
    ...parts,
    closesAfterS: parts.rail === 'entry-code' || parts.rail === 'pre-create' ? 300 : undefined,
  }));

it('comes to one end and to rest', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { state, events, sends } = tell(told);
      expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1);
      expect(state.refunds.every(({ end }) => end !== undefined)).toBe(true);
      expect(state.refunds.length).toBeLessThanOrEqual(1);
      expect(sends.length).toBeLessThan(100);
    }),
    { numRuns: 3_000 },
  );
});

it('is reversed only by a confirmed cancellation', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { state, events } = tell(told);
      if (state.end?.end !== 'reversed') return;
      const isConfirmed = events.some(
        (event) =>
          (event.type === 'answered' && event.answer.kind === 'cancelled') ||
          (event.type === 'notified' && event.fact.kind === 'cancelled'),
      );
      expect(isConfirmed).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it('never loses a proof of payment: paid, given back, taken back, or told to a person', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { state, events } = tell(told);
      const wasPaid = events.some(
        (event) =>
          (event.type === 'answered' && event.action !== 'cancel' && event.answer.kind === 'paid') ||
          (event.type === 'notified' && event.fact.kind === 'paid' && event.fact.amount !== undefined),
      );
      const isAccountedFor =
        state.end?.end === 'paid' ||
        state.end?.end === 'manual' ||
        state.openAlarms.size > 0 ||
        state.isCancelled ||
        state.refunds.some(({ end }) => end === 'refunded') ||
        events.some((event) => event.type === 'alarm-settled' && event.how === 'reversal-stands');
      if (wasPaid) expect(isAccountedFor).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
