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
