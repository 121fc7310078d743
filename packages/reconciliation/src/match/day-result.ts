import type { AvailabilityState } from '../fetch/availability.ts';
import type { StatementFamily, StatementReport } from '../statement/file-name.ts';
import type { Break, ClosedBreak } from './break.ts';
import type { BreakKind, BreakStanding } from './break-kind.ts';

/**
 * What became of a row. Each row has exactly one. `matched`: the other book has it, and they agree. `mismatched`: the other book has it,
 * and a break says in what they differ. `waiting`: in order until its due day. `missing`: the other book should have it.
 * `duplicate`: one too many. `netted`: taken back before it was settled. `no-money`: failed, an authorization, or a total.
 * `adjustment`: a dispute or a reversal by Alipay, which own books cannot foresee. `account-level`: fees, reserves and collateral.
 * `provider-rounding`: a correction row. `before-books`: of a payment older than the first reconciled day.
 * `not-awaited`: not settled, as Alipay writes no settlement files for this merchant.
 */
export type Disposition =
  | 'matched'
  | 'mismatched'
  | 'waiting'
  | 'missing'
  | 'duplicate'
  | 'netted'
  | 'no-money'
  | 'adjustment'
  | 'account-level'
  | 'provider-rounding'
  | 'before-books'
  | 'not-awaited';

/** A number of rows and what they add up to, signed, in the smallest unit of each currency. */
export interface RowSum {
  readonly rows: number;
  readonly money: Readonly<Record<string, bigint>>;
}

/** What went into a comparison on one side, and where all of it is now. */
export interface SideBalance {
  /** Rows of this day's books or files. */
  readonly added: RowSum;
  /** Rows that earlier days have left waiting or missing, and transactions that a late settlement was looked up for. */
  readonly carriedIn: RowSum;
  /** The sum of these is the sum of the two above, row by row and unit by unit. */
  readonly by: Readonly<Partial<Record<Disposition, RowSum>>>;
}

/**
 * The four balances of a day. `ledger` and `transactions` face each other; so do `unsettled`, the transactions that a settlement is
 * awaited for, and `settlements`. Money is gross; of settlements it is net.
 */
export interface DayBalances {
  readonly ledger: SideBalance;
  readonly transactions: SideBalance;
  readonly unsettled: SideBalance;
  readonly settlements: SideBalance;
}

/** A file that a day was compared with. */
export interface DayFile {
  readonly name: string;
  readonly family: StatementFamily;
  readonly report: StatementReport;
  readonly layout: string;
  readonly revision: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  /** Codes of the reader's warnings, such as `FILE_EMPTY_OK` and `WITHIN_TOLERANCE`. */
  readonly warnings: readonly string[];
}

/** A file that the calendar expected and that was not there. */
export interface DayMissingFile {
  readonly family: StatementFamily;
  readonly report: StatementReport;
  readonly day: string;
  readonly state: AvailabilityState;
}

/** Breaks of one kind, standing and currency; those that are not listed are counted, too. */
export interface BreakCount {
  readonly kind: BreakKind;
  readonly standing: BreakStanding;
  readonly currency: string | undefined;
  readonly rows: number;
  readonly atStake: bigint;
}

/** Payments and refunds of an hour of the day in UTC+8, as Alipay's transaction files have them. */
export interface HourVolume {
  /** 0 to 23. */
  readonly hour: number;
  readonly currency: string;
  readonly payments: number;
  readonly refunds: number;
  readonly paid: bigint;
  readonly refunded: bigint;
}

/** Totals of a currency that a reader of the report looks for first. */
export interface CurrencyTotals {
  readonly currency: string;
  /** Own books of the day: payments minus refunds that succeeded. */
  readonly ledger: bigint;
  /** Alipay's transaction files of the day. */
  readonly transactions: bigint;
  /** Of the settlement files of the day, in this currency: gross where it is the currency of the payment, fee and net where it is settled in it. */
  readonly settledGross: bigint;
  readonly fee: bigint;
  readonly net: bigint;
}

/**
 * What the run of a day found. `closed`: everything agrees. `waiting`: everything agrees, but for rows whose time is not over. `open`: there
 * are breaks that somebody must look at. `not-yet-due`: files are still to come, so nothing was compared. A break that only the run of an
 * earlier day lists, such as another amount or a duplicate, may be open beside any of them: the book of days knows.
 */
export type DayState = 'closed' | 'waiting' | 'open' | 'not-yet-due';

/** What reconciling a day came to. The same inputs always give the same result. */
export interface DayResult {
  readonly merchant: string;
  /** `YYYY-MM-DD` in UTC+8. */
  readonly day: string;
  readonly state: DayState;
  readonly files: readonly DayFile[];
  readonly missingFiles: readonly DayMissingFile[];
  readonly balances: DayBalances;
  readonly totals: readonly CurrencyTotals[];
  readonly hours: readonly HourVolume[];
  /** How pairs were found: the rule and how many. `timing-shifted` and `within-tolerance` count pairs that agree in this way only. */
  readonly pairs: Readonly<Record<string, number>>;
  /**
   * Sorted by standing (open first), those about files first, at stake within its currency, and id. At most `breaksMax`; the rest is only
   * counted.
   */
  readonly breaks: readonly Break[];
  readonly counts: readonly BreakCount[];
  /** Breaks of earlier days that ended with this one. */
  readonly closed: readonly ClosedBreak[];
  /** SHA-256 over everything that went in: files, own books, terms, what was carried in. */
  readonly inputsSha256: string;
}
