export { type ChinaExceptions, chinaWorkingDays, type WorkingCalendar } from './days/china-working-days.ts';
export type {
  BreakClosing,
  BreakEvent,
  BreakQuery,
  BreakRecord,
  CommitResult,
  DayBook,
  DayEntry,
  DayRun,
} from './days/day-book.ts';
export { reconcileDay } from './days/reconcile-day.ts';
export type {
  DayWarning,
  DayWithoutBusiness,
  ReconciledDay,
  ReconcileSettings,
} from './days/reconcile-settings.ts';
export { reconcileThrough } from './days/reconcile-through.ts';
export { checkLedgerRecord } from './ledger/check-ledger-record.ts';
export type { LedgerRecord, LedgerStatus } from './ledger/ledger-record.ts';
export type { LedgerSource, LedgerWindow } from './ledger/ledger-source.ts';
export { ledgerFromCsv, ledgerFromRecords } from './ledger/own-books.ts';
export type { AbsentTransactions } from './match/absent-transactions.ts';
export type { Break, ClosedBreak, FileSide, LedgerSide, ProviderSide } from './match/break.ts';
export type { BreakKind, BreakQuestion, BreakStanding, FileBreakKind } from './match/break-kind.ts';
export type {
  ContractTerms,
  FeeTerms,
  Payout,
  RateTerms,
  SettlementCycle,
} from './match/contract-terms.ts';
export type {
  BreakCount,
  CurrencyTotals,
  DayBalances,
  DayFile,
  DayMissingFile,
  DayResult,
  DayState,
  Disposition,
  HourVolume,
  RowSum,
  SideBalance,
} from './match/day-result.ts';
export type {
  CarriedRows,
  DayInputs,
  DayStatement,
  MatchedDay,
  MatchOptions,
  MatchStep,
} from './match/match-day.ts';
export { matchDay } from './match/run-match.ts';
