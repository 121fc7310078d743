export type { AcquiringOptions } from './acquiring/acquiring-options.ts';
export { createManualClock, createRunningClock, type SimulatorClock, type SteerableClock } from './clock.ts';
export type { CallRecord } from './control/call-log.ts';
export type { SimulatorControl } from './control/control.ts';
export type { FaultOrder, ReplaySource } from './control/fault.ts';
export type { FaultName } from './control/fault-name.ts';
export {
  type FaultPlan,
  type FaultPlanSnapshot,
  type PlanHit,
  type PlannedFault,
  type SwitchedFault,
  usualFaults,
} from './control/fault-plan.ts';
export type { HeldCall } from './control/held-calls.ts';
export type { LateOccasion } from './control/late-occasion.ts';
export type { AcquiringOperationName, OperationName, V1OperationName } from './control/operation-name.ts';
export type { PaymentSnapshot, RefundSnapshot } from './control/snapshot.ts';
export type { StatementControl, StatementFileSnapshot } from './control/statement-control.ts';
export type { DialectName } from './envelope/dialect.ts';
export type { JsonStyle } from './envelope/write-json.ts';
export type { DeliveryRecord } from './notifications/delivery-log.ts';
export type { NotificationFault, NotificationShape } from './notifications/notification-shape.ts';
export type { ContractOptions, MerchantOptions, SimulatorOptions, WalletQuoteOptions } from './options.ts';
export type { AmountText } from './payments/money.ts';
export type { PaymentFamily, PaymentStatus, RefundStatus, Scenario } from './payments/payment.ts';
export { testPaymentCodes } from './payments/payment-code.ts';
export type { ResultStatus } from './payments/result.ts';
export type { SftpFacts, SftpOptions } from './sftp/sftp-options.ts';
export { SimulatorError, type SimulatorErrorCode } from './simulator-error.ts';
export { type Simulator, type SimulatorCredentials, startSimulator } from './start-simulator.ts';
export type { BookEntry, BookFile, StatementBooks } from './statements/statement-books.ts';
export type { StatementDifference, StatementDifferenceName } from './statements/statement-difference.ts';
export type { StatementReport } from './statements/statement-draft.ts';
export type { StatementFaultName, StatementFaultOrder } from './statements/statement-fault.ts';
export type { StatementFamilies, StatementFamily, StatementOptions } from './statements/statement-options.ts';
export type { TransactionKind } from './statements/transaction.ts';
