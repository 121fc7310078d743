export {
  type CashierMessage,
  type CashierMessageClass,
  type CashierText,
  cashierMessage,
  cashierTexts,
  type TillAction,
  type TillOutcome,
} from './cashier-message.ts';
export { type BarcodeRailOptions, createBarcodeRail } from './rail/barcode-rail.ts';
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
