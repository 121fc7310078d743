import type { AlipayError, Amount, Result } from '@alipay-intl/core';
import type {
  CancelOutcome,
  EntryCodeOutcome,
  EntryCodePayRequest,
  InStorePayments,
  OrderCodeOutcome,
  PaymentCodeOutcome,
  PaymentReference,
  PaymentState,
  RefundOutcome,
  RefundReference,
  RefundState,
  Unknown,
  V1Operation,
} from '@alipay-intl/payments';
import type { InStorePayments as FromSubpath } from '@alipay-intl/payments/in-store';
import { expect, expectTypeOf, it } from 'vitest';
import { entryCodeRequest } from './support/shop.ts';

// These are checked by the compiler: npx tsc -p tsconfig.test.json --noEmit.

it('each union is told apart by kind, and has no other kind', () => {
  expectTypeOf<EntryCodeOutcome['kind']>().toEqualTypeOf<'placed' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<OrderCodeOutcome['kind']>().toEqualTypeOf<'placed' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<PaymentCodeOutcome['kind']>().toEqualTypeOf<'paid' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<PaymentState['kind']>().toEqualTypeOf<
    'paid' | 'processing' | 'declined' | 'cancelled' | 'not-found' | 'unknown'
  >();
  expectTypeOf<CancelOutcome['kind']>().toEqualTypeOf<'cancelled' | 'declined' | 'unknown'>();
  expectTypeOf<RefundOutcome['kind']>().toEqualTypeOf<'refunded' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<RefundState['kind']>().toEqualTypeOf<
    'refunded' | 'processing' | 'declined' | 'not-found' | 'unknown'
  >();
});

/** Compiles only while every kind has its case. */
function describeState(state: PaymentState): string {
  switch (state.kind) {
    case 'paid':
      expectTypeOf(state.payment.paymentAmount).toEqualTypeOf<Amount | undefined>();
      return `paid, ${state.followUps.length} actions since`;
    case 'declined':
      return state.reason.advice.zh;
    case 'cancelled':
      return state.payment.paymentId ?? '';
    case 'processing':
    case 'not-found':
      return state.proof.path;
    case 'unknown':
      return state.cause.message;
    default: {
      expectTypeOf(state).toEqualTypeOf<never>();
      return state;
    }
  }
}

it('a switch over the kinds needs no default', () => {
  expect(describeState).toBeTypeOf('function');
  expectTypeOf(describeState).returns.toEqualTypeOf<string>();
});

it('an unknown outcome always has a typed cause, and no proof', () => {
  expectTypeOf<Unknown['cause']>().toEqualTypeOf<AlipayError>();
  expectTypeOf<Unknown['claimed']>().toEqualTypeOf<Result | undefined>();
  expectTypeOf<Unknown>().not.toHaveProperty('proof');
});

it('money is text, an id of one kind is enough, and wire constants are not the caller’s', () => {
  expectTypeOf<Amount['value']>().toEqualTypeOf<string>();
  expectTypeOf<{ paymentId: string }>().toExtend<PaymentReference>();
  expectTypeOf<{ paymentRequestId: string }>().toExtend<PaymentReference>();
  expectTypeOf<{ paymentRequestId: string; paymentId: string }>().toExtend<PaymentReference>();
  expectTypeOf<object>().not.toExtend<PaymentReference>();
  expectTypeOf<object>().not.toExtend<RefundReference>();
  expectTypeOf<EntryCodePayRequest>().not.toHaveProperty('productCode');
  expectTypeOf<EntryCodePayRequest>().not.toHaveProperty('paymentFactor');
  const request = entryCodeRequest();
  // @ts-expect-error: a JavaScript number is no money
  const wrong: EntryCodePayRequest = { ...request, paymentAmount: { currency: 'USD', value: 599 } };
  // @ts-expect-error: the wire spells it storeMCC
  const misspelt: EntryCodePayRequest['order']['merchant']['store'] = { storeMcc: '5814' };
  expect([wrong, misspelt]).toHaveLength(2);
});

it('the subpath and the root have the same types', () => {
  expectTypeOf<FromSubpath>().toEqualTypeOf<InStorePayments>();
  expectTypeOf<'payments/pay'>().toExtend<V1Operation>();
  expectTypeOf<'payments/nope'>().not.toExtend<V1Operation>();
});
