import type { SleepingClock } from '@alipay-intl/core/time';
import type { FetchedFiles } from '../fetch/fetched-files.ts';
import type { LedgerSource } from '../ledger/ledger-source.ts';
import type { ContractTerms, Payout } from '../match/contract-terms.ts';
import type { DayResult } from '../match/day-result.ts';
import type { MatchStep } from '../match/match-day.ts';
import type { StatementFamily, StatementReport } from '../statement/file-name.ts';
import type { StatementOptions } from '../statement/options.ts';
import type { BreakEvent, DayBook } from './day-book.ts';

/** What reconciling needs to know of a merchant. */
export interface ReconcileSettings {
  readonly merchant: string;
  readonly ledger: LedgerSource;
  readonly terms: ContractTerms;
  /** What the bank received, given for a day; with those of earlier days, what is written down late is found, too. */
  readonly payouts?: ((day: string) => Promise<readonly Payout[]>) | undefined;
  /** That of the product. */
  readonly family: StatementFamily;
  /** What Alipay writes for this merchant; `transaction` must be among it, as everything is compared with transactions. */
  readonly reports: readonly StatementReport[];
  /**
   * Of which Alipay has confirmed that there was no business beside what is in the files that came: own books that have some are wrong. It
   * counts for a day that is run again, too.
   */
  readonly daysWithoutBusiness?: readonly DayWithoutBusiness[] | undefined;
  /** What was fetched, and the folder of the fetch. */
  readonly register: FetchedFiles;
  readonly statementFolder: string;
  /** How its files are read: unit, encoding, accepted defects. */
  readonly statementOptions?: StatementOptions | undefined;
  readonly book: DayBook;
  /** Where rows of the days are kept as Parquet: `merchant-<id>/<day>/…`. Workers on several machines share it. */
  readonly rowsFolder: string;
  /** For what does not fit into memory. Default: within `rowsFolder`; a local disk is faster where that is shared. */
  readonly workFolder?: string | undefined;
  /** Who runs it, for the trail. */
  readonly by: string;
  /** So many days before the newest one are looked at again for late and changed inputs. Default 7. */
  readonly lookBackDays?: number | undefined;
  readonly memoryBytesMax?: number | undefined;
  readonly breaksMax?: number | undefined;
  readonly clock?: SleepingClock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((day: string, step: MatchStep) => void) | undefined;
}

/** A day, or a currency on it, without transactions. */
export interface DayWithoutBusiness {
  /** `YYYY-MM-DD` in UTC+8. */
  readonly day: string;
  /** ISO 4217; all where left out. */
  readonly currency?: string | undefined;
}

/** What came of running a day. */
export interface ReconciledDay {
  readonly day: string;
  /** `committed`: a new run. `same`: its inputs are those of the run that counts. `not-yet-due`: files are to come; nothing was written. */
  readonly kind: 'committed' | 'same' | 'not-yet-due';
  readonly run: number;
  readonly result: DayResult;
  readonly events: readonly BreakEvent[];
  /** What the result does not say, but whoever reads it should know. */
  readonly warnings: readonly DayWarning[];
}

/** `CALENDAR_ENDS`: due days lie beyond what the calendar of holidays knows, so that some may be too early. */
export interface DayWarning {
  readonly code: 'CALENDAR_ENDS';
  readonly message: string;
}
