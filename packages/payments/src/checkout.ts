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
