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
export type { PspCustomerInfo, Quote } from './wire-members.ts';
