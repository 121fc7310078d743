import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import { defaultPolicies } from '@alipay-intl/payments/checkout';
import fc from 'fast-check';

// All of Unicode, the NUL character, halves of surrogate pairs, and what databases and JSON treat specially.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 8,
  }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '$1',
    "'; drop table x; --",
    '\\u0000',
    '"\\',
    '{}',
    'null',
    '支付宝 €',
    '👩‍👩‍👧',
  ),
);
const maybeText = fc.option(text, { nil: undefined });
const atMs = fc.integer({ min: 0, max: 4_102_444_800_000 });
const number = fc.integer({ min: 1, max: 1_000 });
const amount = fc.record({
  value: fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
  currency: fc.constantFrom('EUR', 'JPY', 'CNY'),
});
const maybeAmount = fc.option(amount, { nil: undefined });

const answer = fc.oneof(
  fc.record({
    kind: fc.constant('paid' as const),
    providerId: maybeText,
    amount: maybeAmount,
    traceId: maybeText,
  }),
  fc.record({ kind: fc.constant('not-found' as const), traceId: maybeText }),
  fc.record({ kind: fc.constant('declined' as const), resultCode: text, traceId: maybeText }),
  fc.record({ kind: fc.constant('unknown' as const), errorCode: text, resultCode: maybeText }),
);

const event: fc.Arbitrary<PaymentEvent> = fc.oneof(
  fc.record({
    type: fc.constant('intent' as const),
    atMs,
    format: fc.constant(1),
    attemptId: text,
    rail: text,
    orderId: text,
    amount,
    closesAtMs: fc.option(atMs, { nil: undefined }),
    policy: fc.constantFrom(...Object.values(defaultPolicies)),
  }),
  fc.record({
    type: fc.constant('sent' as const),
    atMs,
    action: fc.constantFrom('pay' as const, 'cancel' as const),
    number,
  }),
  fc.record({
    type: fc.constant('answered' as const),
    atMs,
    action: fc.constantFrom('pay' as const, 'query' as const, 'cancel' as const),
    number,
    answer,
  }),
  fc.record({
    type: fc.constant('notified' as const),
    atMs,
    fact: fc.record({
      kind: fc.constantFrom('paid' as const, 'declined' as const),
      amount: maybeAmount,
      providerId: maybeText,
    }),
  }),
  fc.record({
    type: fc.constant('settled' as const),
    atMs,
    as: fc.constantFrom('paid' as const, 'reversed' as const),
    by: text,
    note: text,
  }),
  fc.record({
    type: fc.constant('refund-intent' as const),
    atMs,
    refundAttemptId: text,
    amount,
    reason: maybeText,
    isAutomatic: fc.option(fc.boolean(), { nil: undefined }),
  }),
);

/** Events as they could come, with texts as they hardly ever come. */
export const paymentEvents: fc.Arbitrary<readonly PaymentEvent[]> = fc.array(event, {
  minLength: 1,
  maxLength: 5,
});
