import fc from 'fast-check';
import type { IntentEvent, JournaledAnswer, PaymentEvent } from '../../../src/checkout/payment-event.ts';
import { defaultPolicies } from '../../../src/checkout/policy.ts';

const atMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const text = fc.string();
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const number = fc.integer({ min: 1, max: 50 });
const amount = fc.record({
  currency: fc.constantFrom('USD', 'JPY', 'EUR', 'CNY'),
  value: fc.integer({ min: 0, max: 10_000 }).map(String),
});

const answer: fc.Arbitrary<JournaledAnswer> = fc.oneof(
  fc.record({
    kind: fc.constant('paid' as const),
    providerId: maybe(text),
    amount: maybe(amount),
    traceId: maybe(text),
  }),
  fc.record({ kind: fc.constant('placed' as const), providerId: maybe(text), traceId: maybe(text) }),
  fc.record({ kind: fc.constantFrom('processing', 'cancelled', 'not-found'), traceId: maybe(text) }),
  fc.record({ kind: fc.constant('declined' as const), resultCode: text, traceId: maybe(text) }),
  fc.record({ kind: fc.constant('refunded' as const), providerRefundId: maybe(text), traceId: maybe(text) }),
  fc.record({
    kind: fc.constant('unknown' as const),
    errorCode: text,
    resultCode: maybe(text),
    traceId: maybe(text),
  }),
  fc.record({ kind: fc.constant('not-sent' as const), errorCode: text }),
);

const fact = fc.record({
  kind: fc.constantFrom('paid', 'declined', 'cancelled'),
  amount: maybe(amount),
  providerId: maybe(text),
  resultCode: maybe(text),
});

const ended: fc.Arbitrary<PaymentEvent> = fc.oneof(
  fc.record({
    type: fc.constant('ended' as const),
    atMs,
    end: fc.constant('paid' as const),
    providerId: maybe(text),
  }),
  fc.record({
    type: fc.constant('ended' as const),
    atMs,
    end: fc.constant('declined' as const),
    resultCode: maybe(text),
    notSent: maybe(text),
  }),
  fc.record({ type: fc.constant('ended' as const), atMs, end: fc.constant('reversed' as const) }),
  fc.record({
    type: fc.constant('ended' as const),
    atMs,
    end: fc.constant('manual' as const),
    reason: fc.constantFrom('cancel-undecided', 'cancel-refused', 'never-found', 'amount-differs'),
  }),
);

const alarm = fc.constantFrom(
  'paid-after-end',
  'paid-while-manual',
  'cancelled-after-paid',
  'declined-after-paid',
  'amount-differs',
  'refund-undecided',
  'refund-refused',
);
const refundAttemptId = fc.constantFrom('r1', 'r2');

/** The parameters of any payment. */
export const intentArbitrary: fc.Arbitrary<IntentEvent> = fc.record({
  type: fc.constant('intent'),
  atMs,
  format: fc.constant(1),
  attemptId: text,
  rail: text,
  orderId: text,
  amount,
  closesAtMs: maybe(atMs),
  policy: fc.constantFrom(...Object.values(defaultPolicies)),
});

/** Any event that this version writes, in no order that makes sense. */
export const eventArbitrary: fc.Arbitrary<PaymentEvent> = fc.oneof(
  intentArbitrary,
  fc.record({ type: fc.constant('sent'), atMs, action: fc.constantFrom('pay', 'cancel'), number }),
  fc.record({
    type: fc.constant('answered'),
    atMs,
    action: fc.constantFrom('pay', 'query', 'cancel'),
    number,
    answer,
  }),
  fc.record({ type: fc.constant('notified'), atMs, fact }),
  fc.record({ type: fc.constant('cancel-asked'), atMs }),
  fc.record({
    type: fc.constant('abandoned'),
    atMs,
    reason: fc.constantFrom('time-limit', 'not-found', 'not-placed', 'caller'),
  }),
  ended,
  fc.record({ type: fc.constant('alarm'), atMs, alarm }),
  fc.record({
    type: fc.constant('alarm-settled'),
    atMs,
    alarm,
    how: fc.constantFrom('reversal-stands', 'refunded', 'not-refunded', 'by-person'),
  }),
  fc.record({
    type: fc.constant('refund-intent'),
    atMs,
    refundAttemptId,
    amount,
    reason: maybe(text),
    isAutomatic: maybe(fc.boolean()),
  }),
  fc.record({ type: fc.constant('refund-sent'), atMs, refundAttemptId, number }),
  fc.record({ type: fc.constant('refund-answered'), atMs, refundAttemptId, number, answer }),
  fc.record({
    type: fc.constant('refund-ended'),
    atMs,
    refundAttemptId,
    end: fc.constantFrom('refunded', 'declined', 'manual'),
    resultCode: maybe(text),
  }),
  fc.record({ type: fc.constant('refund-reopened'), atMs, refundAttemptId }),
  fc.record({
    type: fc.constant('settled'),
    atMs,
    as: fc.constantFrom('paid', 'declined', 'reversed'),
    by: text,
    note: text,
  }),
  fc.record({ type: fc.constant('reopened'), atMs, by: text }),
);
