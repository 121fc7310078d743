import type { Clock } from '@alipay-intl/core/time';
import type { LedgerSource } from '../ledger/ledger-source.ts';
import type { StatementReport } from '../statement/file-name.ts';
import type { Statement } from '../statement/statement.ts';
import type { AbsentTransactions } from './absent-transactions.ts';
import type { Break } from './break.ts';
import type { ContractTerms, Payout } from './contract-terms.ts';
import type { DayMissingFile, DayResult } from './day-result.ts';

/** A statement that was opened, and which revision of its name it is. */
export interface DayStatement {
  readonly statement: Statement;
  readonly revision: number;
}

/** Rows that earlier days have left waiting, missing or unsettled, and the days whose files are in the books. */
export interface CarriedRows {
  /** A Parquet file that an earlier `matchDay` has written. */
  readonly path: string;
  readonly sha256: string;
}

/** Everything that a day is compared with. */
export interface DayInputs {
  readonly merchant: string;
  readonly day: string;
  readonly ledger: LedgerSource;
  /** Opened transaction files of the day, and settlement, summary and batch files that were settled on it. */
  readonly statements: readonly DayStatement[];
  /** Breaks of files: those that are missing, refused or changed. Their rows are in no comparison. */
  readonly fileBreaks: readonly Break[];
  readonly missingFiles: readonly DayMissingFile[];
  /** Whether the transactions of the day are all here, so that a row that is not among them may be called missing. */
  readonly hasTransactions: boolean;
  /** Transaction files that did not come, and that are missing only where own books have business of the day. None where left out. */
  readonly absentTransactions?: AbsentTransactions | undefined;
  /**
   * What Alipay writes for this merchant; all reports where left out. Without `settlement` no transaction awaits one, and without `summary` no
   * batch needs one.
   */
  readonly reports?: readonly StatementReport[] | undefined;
  readonly terms: ContractTerms;
  /**
   * What the bank received, for the day or with a later one; batches of the day without any wait for it. Those of earlier days may be among
   * it, and count for batches that are known. Not compared where left out.
   */
  readonly payouts?: readonly Payout[] | undefined;
  readonly carriedIn?: CarriedRows | undefined;
  /** Parquet files of earlier days' rows, in which the originals of refunds and earlier settlements are looked up. */
  readonly earlierRows: readonly string[];
}

/** Where and with how much a match is made. */
export interface MatchOptions {
  /** A folder for what does not fit into memory, and for the files that a match leaves. */
  readonly folder: string;
  /** Bytes that the engine may take; 600 MB by default. Beyond, it goes on on the disk. */
  readonly memoryBytesMax?: number | undefined;
  /** Breaks to list at most; 100000 by default. */
  readonly breaksMax?: number | undefined;
  /** Says what is still to come: own books that are of later are refused. */
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: MatchStep) => void) | undefined;
}

/** What a match is doing, for a progress bar. */
export interface MatchStep {
  readonly step: 'ledger' | 'statements' | 'transactions' | 'settlements' | 'audits' | 'report';
  /** Rows so far. */
  readonly rows: number;
}

/** What a match leaves. */
export interface MatchedDay {
  readonly result: DayResult;
  /** What the next day goes on with. */
  readonly carriedOut: CarriedRows;
  /** All rows of the day with what became of them, as Parquet: for later look-ups, and for a warehouse. */
  readonly rows: CarriedRows;
}
