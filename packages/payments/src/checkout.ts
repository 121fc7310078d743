export type { Checkout, CollectOptions, Started, WaitOptions } from './checkout/checkout.ts';
export type {
  CheckoutDeclined,
  CheckoutManual,
  CheckoutOutcome,
  CheckoutPaid,
  CheckoutPending,
  CheckoutReversed,
  PaymentView,
} from './checkout/checkout-outcome.ts';
export { type Alarm, type CheckoutOptions, createCheckout } from './checkout/create-checkout.ts';
export type {
  AppendResult,
  DueRequest,
  ExtendResult,
  Journal,
  JournalAppend,
  JournaledPayment,
  JournalListing,
  JournalOpening,
  JournalQuery,
  JournalSummary,
  Lease,
  LeaseAfterwards,
  LeasedPayment,
  LeaseRequest,
  OpenResult,
  TakeResult,
} from './checkout/journal.ts';
export type { Settlement } from './checkout/manual-cases.ts';
export { createMemoryJournal } from './checkout/memory-journal.ts';
export type {
  AbandonReason,
  AlarmKind,
  AlarmSettlement,
  IntentEvent,
  JournaledAnswer,
  ManualReason,
  NotifiedFact,
  PaymentEnd,
  PaymentEvent,
  SentAction,
} from './checkout/payment-event.ts';
export { type CheckoutPolicy, defaultPolicies, type PolicyChanges } from './checkout/policy.ts';
export type { PaymentNotification, RecordedNotification } from './checkout/record-notification.ts';
export type { KeepRecoveringOptions, RecoverOptions, RecoveryReport } from './checkout/recover.ts';
export type {
  CheckoutRefund,
  CheckoutRefundOutcome,
  RefundSettlement,
} from './checkout/refund-payment.ts';
