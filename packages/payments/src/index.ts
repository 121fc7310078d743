export {
  type BarcodeOptions,
  type BarcodePayments,
  createBarcodePayments,
} from './barcode/barcode-payments.ts';
export type { IndirectMerchantOutcome } from './barcode/indirect-merchant.ts';
export type { BarcodePaid, BarcodePayOutcome } from './barcode/pay.ts';
export type { PayCancelOutcome, Reversed } from './barcode/pay-cancel.ts';
export type { CancelledTransaction, FailedTransaction, TransactionOutcome } from './barcode/pay-query.ts';
export type { PreCreated, PreCreateOutcome } from './barcode/pre-create.ts';
export type { BarcodeRefunded, BarcodeRefundOutcome } from './barcode/refund.ts';
export type {
  BarcodeCallOptions,
  BarcodeOrder,
  BarcodePayRequest,
  BarcodeRefundRequest,
  IndirectMerchantReference,
  MaintainIndirectMerchantRequest,
  PreCreateRequest,
  Seller,
  TransactionReference,
} from './barcode/requests.ts';
export { type StateReading, suggestedStateReading, type TransactionState } from './barcode/state-words.ts';
export type { TransactionFacts } from './barcode/transaction-facts.ts';
export {
  type CashierMessage,
  type CashierMessageClass,
  type CashierText,
  cashierMessage,
  cashierTexts,
  type MessageIds,
  type NamedOutcome,
  type TillAction,
  type TillOutcome,
} from './cashier-message.ts';
export {
  type Alarm,
  type Checkout,
  type CheckoutOptions,
  type CheckoutOutcome,
  createCheckout,
  createMemoryJournal,
  defaultPolicies,
  type Journal,
} from './checkout.ts';
export type { BuyerRedirect } from './in-store/buyer-redirect.ts';
export type { Cancelled, CancelOutcome } from './in-store/cancel.ts';
export {
  createInStorePayments,
  type InStoreOptions,
  type InStorePayments,
} from './in-store/in-store-payments.ts';
export type {
  CancelledPayment,
  FailedPayment,
  FollowUp,
  PaidPayment,
  PaymentState,
} from './in-store/inquiry-payment.ts';
export type { FailedRefund, RefundState } from './in-store/inquiry-refund.ts';
export type {
  Address,
  Buyer,
  EntryCodeEnv,
  Goods,
  Merchant,
  Order,
  OrderCodeEnv,
  Store,
  TerminalEnv,
} from './in-store/order.ts';
export type { CodeDetail, OrderCode } from './in-store/order-code.ts';
export type {
  EntryCodeOutcome,
  EntryCodePlaced,
  OrderCodeOutcome,
  OrderCodePlaced,
  Paid,
  PaymentCodeOutcome,
} from './in-store/pay.ts';
export type { PaymentFacts } from './in-store/payment-facts.ts';
export type { Refunded, RefundOutcome } from './in-store/refund.ts';
export type { RefundFacts } from './in-store/refund-facts.ts';
export type {
  CallOptions,
  EntryCodePayRequest,
  OrderCodePayRequest,
  PaymentCodePayRequest,
  PaymentReference,
  RefundReference,
  RefundRequest,
} from './in-store/requests.ts';
export type { Declined, NotFound, Processing, Proof, Unknown } from './outcome.ts';
export { type BarcodeRailOptions, createBarcodeRail } from './rail/barcode-rail.ts';
export {
  createEntryCodeRail,
  type EntryCodeCharge,
  type EntryCodeRailOptions,
} from './rail/entry-code-rail.ts';
export {
  createOrderCodeRail,
  type OrderCodeCharge,
  type OrderCodeRailOptions,
} from './rail/order-code-rail.ts';
export { createPaymentCodeRail, type PaymentCodeRailOptions } from './rail/payment-code-rail.ts';
export type {
  PaymentRail,
  RailCallOptions,
  RailCancelled,
  RailCancelOutcome,
  RailCharge,
  RailDeclined,
  RailName,
  RailOrder,
  RailPaid,
  RailPayOutcome,
  RailPlaced,
  RailReference,
  RailRefund,
  RailRefunded,
  RailRefundOutcome,
  RailState,
} from './rail/payment-rail.ts';
export type { PlacedInStoreOptions, PlacedInStoreOrder } from './rail/placed-in-store.ts';
export type { PlacedOrder } from './rail/placed-order.ts';
export {
  createPreCreateRail,
  type PreCreateCharge,
  type PreCreatedCode,
  type PreCreateRailOptions,
} from './rail/pre-create-rail.ts';
export { createRequestId, type RequestIdSource } from './request-id.ts';
export {
  type ClaimResult,
  createMemoryRequestIdGuard,
  type RequestIdClaim,
  type RequestIdGuard,
} from './request-id-guard.ts';
export { type CallOutcome, type CallRequest, callV1, type TypedAnswer } from './v1/call.ts';
export { type V1Operation, v1Operations } from './v1/operations.ts';
export { type RecognizedWallet, recognizeWallet, type WalletIdentifier } from './wallet.ts';
export type { PspCustomerInfo, Quote } from './wire-members.ts';
