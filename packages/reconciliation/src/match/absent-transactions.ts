import type { StatementFamily } from '../statement/file-name.ts';

/**
 * Transaction files of a day that did not come and need not have come, as none is written without business: own books tell whether there
 * was any. docs/wire/statements §3
 */
export interface AbsentTransactions {
  readonly family: StatementFamily;
  /** From when on a file may have been there, and from when on the server may have removed it; ISO 8601. */
  readonly dueFrom: string;
  readonly lostFrom: string;
  /** One file for each currency; else one file has all of them. */
  readonly isByCurrency: boolean;
  /** Currencies that a file is there for, or of which Alipay has confirmed that there was no business. */
  readonly currencies: readonly string[];
}

/** A transaction file that is missing, as own books have business of its day in a currency. */
export interface AwaitedFile {
  readonly day: string;
  readonly family: StatementFamily;
  /** In which own books have business. */
  readonly currency: string;
  /** Whether the file has this currency only, so that no row of another waits for it. */
  readonly isByCurrency: boolean;
}
