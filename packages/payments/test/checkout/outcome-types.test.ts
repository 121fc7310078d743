import type { AlipayErrorCode, CheckoutErrorCode, StoreErrorCode } from '@alipay-intl/core/errors';
import type {
  AlarmKind,
  Checkout,
  CheckoutOutcome,
  CheckoutPending,
  CheckoutPolicy,
  CheckoutRefundOutcome,
  Journal,
  JournalSummary,
  ManualReason,
  PaymentEnd,
  PaymentEvent,
  PolicyChanges,
  RecordedNotification,
  RecoveryReport,
  Started,
} from '@alipay-intl/payments/checkout';
import type { RailCharge, RailOrder } from '@alipay-intl/payments/rail';
import { expect, expectTypeOf, it } from 'vitest';

// These are checked by the compiler: npx tsc -p tsconfig.test.json --noEmit.

it('each union is told apart by kind, and has no other kind', () => {
  expectTypeOf<CheckoutOutcome['kind']>().toEqualTypeOf<'paid' | 'declined' | 'reversed' | 'manual'>();
  expectTypeOf<CheckoutOutcome['kind']>().toEqualTypeOf<PaymentEnd>();
  expectTypeOf<CheckoutPending['kind']>().toEqualTypeOf<'pending'>();
  expectTypeOf<Started<string>['kind']>().toEqualTypeOf<PaymentEnd | 'pending'>();
  expectTypeOf<CheckoutRefundOutcome['kind']>().toEqualTypeOf<'refunded' | 'declined' | 'manual'>();
  expectTypeOf<RecordedNotification['kind']>().toEqualTypeOf<'recorded' | 'known' | 'unknown-payment'>();
  expectTypeOf<JournalSummary['state']>().toEqualTypeOf<PaymentEnd | 'open'>();
});

/** Compiles only while every kind has its case. */
function handle(outcome: CheckoutOutcome): string {
  switch (outcome.kind) {
    case 'paid':
      return outcome.providerId ?? '';
    case 'declined':
      return outcome.notSent ?? outcome.reason?.advice.en ?? '';
    case 'reversed':
      expectTypeOf(outcome.because).toEqualTypeOf<
        'time-limit' | 'not-found' | 'not-placed' | 'caller' | 'closed'
      >();
      return outcome.because;
    case 'manual':
      return outcome.next;
    default: {
      expectTypeOf(outcome).toEqualTypeOf<never>();
      return outcome;
    }
  }
}

/** Compiles only while every reason and every alarm has its case. */
function explain(word: ManualReason | AlarmKind): string {
  switch (word) {
    case 'cancel-undecided':
    case 'cancel-refused':
    case 'never-found':
    case 'amount-differs':
    case 'paid-after-end':
    case 'paid-while-manual':
    case 'cancelled-after-paid':
    case 'declined-after-paid':
    case 'open-after-end':
    case 'refund-undecided':
    case 'refund-refused':
      return word;
    default: {
      expectTypeOf(word).toEqualTypeOf<never>();
      return word;
    }
  }
}

it('a switch over the kinds needs no default', () => {
  expectTypeOf(handle).returns.toEqualTypeOf<string>();
  expect([handle, explain]).toHaveLength(2);
});

it('every outcome names its payment and its open alarms', () => {
  expectTypeOf<CheckoutOutcome['attemptId']>().toEqualTypeOf<string>();
  expectTypeOf<CheckoutOutcome['openAlarms']>().toEqualTypeOf<readonly AlarmKind[]>();
  expectTypeOf<CheckoutOutcome>().not.toHaveProperty('scannedCode');
  expectTypeOf<Extract<PaymentEvent, { type: 'intent' }>>().not.toHaveProperty('scannedCode');
  expectTypeOf<Extract<PaymentEvent, { type: 'intent' }>>().not.toHaveProperty('description');
});

it('only an order that the buyer pays later hands something over', () => {
  type Handed = Extract<Started<{ readonly url: string }>, { kind: 'pending' }>['handover'];
  expectTypeOf<Handed>().toEqualTypeOf<{ readonly url: string } | undefined>();
  type HandedAtOnce = Extract<Started<never>, { kind: 'pending' }>['handover'];
  expectTypeOf<HandedAtOnce>().toEqualTypeOf<undefined>();
  expectTypeOf<Parameters<Checkout<RailCharge>['collect']>[0]>().toEqualTypeOf<RailCharge>();
  expectTypeOf<Checkout<RailOrder, string>['start']>().returns.resolves.toEqualTypeOf<Started<string>>();
});

it('calls resolve with what they say', () => {
  expectTypeOf<Checkout<RailCharge>['collect']>().returns.resolves.toEqualTypeOf<CheckoutOutcome>();
  expectTypeOf<Checkout<RailCharge>['resume']>().returns.resolves.toEqualTypeOf<CheckoutOutcome>();
  expectTypeOf<Checkout<RailCharge>['cancel']>().returns.resolves.toEqualTypeOf<CheckoutOutcome>();
  expectTypeOf<Checkout<RailCharge>['refund']>().returns.resolves.toEqualTypeOf<CheckoutRefundOutcome>();
  expectTypeOf<Checkout<RailCharge>['recover']>().returns.resolves.toEqualTypeOf<RecoveryReport>();
  expectTypeOf<Checkout<RailCharge>['status']>().returns.resolves.toEqualTypeOf<
    CheckoutOutcome | CheckoutPending
  >();
});

it('a policy changes setting by setting, and a journal has seven steps', () => {
  expectTypeOf<keyof PolicyChanges>().toEqualTypeOf<keyof CheckoutPolicy>();
  expectTypeOf<{ limitMs: number }>().toExtend<PolicyChanges>();
  expectTypeOf<{ limitMs: string }>().not.toExtend<PolicyChanges>();
  expectTypeOf<keyof Journal>().toEqualTypeOf<
    'open' | 'load' | 'take' | 'takeDue' | 'extend' | 'append' | 'list'
  >();
  expectTypeOf<StoreErrorCode | CheckoutErrorCode>().toExtend<AlipayErrorCode>();
});
