import type { AlipayError, Amount, ResultDescription } from '@alipay-intl/core';
import type {
  BarcodePaid,
  BarcodePayments,
  BarcodePayOutcome,
  BarcodePayRequest,
  BarcodeRefundOutcome,
  CashierMessage,
  createBarcodeRail,
  createPaymentCodeRail,
  IndirectMerchantOutcome,
  PayCancelOutcome,
  PaymentRail,
  PreCreateOutcome,
  PreCreateRequest,
  RailCancelOutcome,
  RailPayOutcome,
  RailRefundOutcome,
  RailState,
  TillOutcome,
  TransactionOutcome,
  TransactionReference,
  TransactionState,
} from '@alipay-intl/payments';
import { cashierMessage } from '@alipay-intl/payments';
import type { BarcodePayments as FromSubpath } from '@alipay-intl/payments/barcode';
import type { PaymentRail as RailFromSubpath } from '@alipay-intl/payments/rail';
import { expect, expectTypeOf, it } from 'vitest';
import { payRequest } from './support/till.ts';

// These are checked by the compiler: npx tsc -p tsconfig.test.json --noEmit.

it('each union is told apart by kind, and has no other kind', () => {
  expectTypeOf<BarcodePayOutcome['kind']>().toEqualTypeOf<'paid' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<TransactionOutcome['kind']>().toEqualTypeOf<
    'paid' | 'processing' | 'declined' | 'cancelled' | 'not-found' | 'unknown'
  >();
  expectTypeOf<PayCancelOutcome['kind']>().toEqualTypeOf<'cancelled' | 'declined' | 'unknown'>();
  expectTypeOf<BarcodeRefundOutcome['kind']>().toEqualTypeOf<'refunded' | 'declined' | 'unknown'>();
  expectTypeOf<PreCreateOutcome['kind']>().toEqualTypeOf<'placed' | 'processing' | 'declined' | 'unknown'>();
  expectTypeOf<IndirectMerchantOutcome['kind']>().toEqualTypeOf<'done' | 'declined' | 'unknown'>();
  expectTypeOf<TransactionState>().toEqualTypeOf<'paid' | 'processing' | 'declined' | 'cancelled'>();
});

it('the rail has the kinds of both families, and both are rails', () => {
  expectTypeOf<RailPayOutcome['kind']>().toEqualTypeOf<BarcodePayOutcome['kind']>();
  expectTypeOf<RailState['kind']>().toEqualTypeOf<TransactionOutcome['kind']>();
  expectTypeOf<RailCancelOutcome['kind']>().toEqualTypeOf<PayCancelOutcome['kind']>();
  expectTypeOf<RailRefundOutcome['kind']>().toEqualTypeOf<
    'refunded' | 'processing' | 'declined' | 'unknown'
  >();
  expectTypeOf<ReturnType<typeof createBarcodeRail>>().toEqualTypeOf<PaymentRail>();
  expectTypeOf<ReturnType<typeof createPaymentCodeRail>>().toEqualTypeOf<PaymentRail>();
});

/** Compiles only while every kind has its case. */
function describeTransaction(outcome: TransactionOutcome): string {
  switch (outcome.kind) {
    case 'paid':
      expectTypeOf(outcome).toEqualTypeOf<BarcodePaid>();
      return outcome.transaction.acquirementId ?? '';
    case 'declined':
      expectTypeOf(outcome.reason).toEqualTypeOf<ResultDescription>();
      return outcome.reason.advice.zh;
    case 'cancelled':
      return outcome.transaction.merchantTransId ?? '';
    case 'processing':
    case 'not-found':
      return outcome.proof.path;
    case 'unknown':
      expectTypeOf(outcome.cause).toEqualTypeOf<AlipayError>();
      return outcome.cause.message;
    default: {
      expectTypeOf(outcome).toEqualTypeOf<never>();
      return outcome;
    }
  }
}

it('a switch over the kinds needs no default', () => {
  expect(describeTransaction).toBeTypeOf('function');
});

it('every outcome but that of a registration can be told to a cashier as it is', () => {
  expectTypeOf<BarcodePayOutcome>().toExtend<TillOutcome>();
  expectTypeOf<TransactionOutcome>().toExtend<TillOutcome>();
  expectTypeOf<PayCancelOutcome>().toExtend<TillOutcome>();
  expectTypeOf<BarcodeRefundOutcome>().toExtend<TillOutcome>();
  expectTypeOf<PreCreateOutcome>().toExtend<TillOutcome>();
  expectTypeOf<RailPayOutcome | RailState | RailCancelOutcome | RailRefundOutcome>().toExtend<TillOutcome>();
  expectTypeOf<IndirectMerchantOutcome>().not.toExtend<TillOutcome>();
  expectTypeOf(cashierMessage).returns.toEqualTypeOf<CashierMessage>();
});

it('one id is enough, none is too few, and wire constants are not the caller’s', () => {
  expectTypeOf<{ merchantTransId: string }>().toExtend<TransactionReference>();
  expectTypeOf<{ acquirementId: string }>().toExtend<TransactionReference>();
  expectTypeOf<{ merchantTransId: string; acquirementId: string }>().toExtend<TransactionReference>();
  expectTypeOf<object>().not.toExtend<TransactionReference>();
  expectTypeOf<BarcodePayRequest>().not.toHaveProperty('productCode');
  expectTypeOf<BarcodePayRequest>().not.toHaveProperty('codeType');
  expectTypeOf<BarcodePayRequest>().not.toHaveProperty('merchantId');
  expectTypeOf<PreCreateRequest>().not.toHaveProperty('identityCode');
  expectTypeOf<BarcodePayRequest['order']['orderAmount']>().toEqualTypeOf<Amount>();
  const order = payRequest().order;
  // @ts-expect-error: a JavaScript number is no money
  const wrong: BarcodePayRequest['order'] = { ...order, orderAmount: { currency: 'USD', value: 599 } };
  expect(wrong).toBeDefined();
});

it('the subpaths and the root have the same types', () => {
  expectTypeOf<FromSubpath>().toEqualTypeOf<BarcodePayments>();
  expectTypeOf<RailFromSubpath>().toEqualTypeOf<PaymentRail>();
});
