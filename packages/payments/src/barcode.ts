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
export type { Declined, NotFound, Processing, Proof, Unknown } from './outcome.ts';
