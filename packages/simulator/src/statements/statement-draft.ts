import type { StatementDay } from './statement-day.ts';
import type { StatementFamily } from './statement-options.ts';
import type { StatementRow } from './statement-row.ts';

/** What a statement file tells: transactions of a day, their settlement, sums of batches, or all of it in one archive. */
export type StatementReport = 'transaction' | 'settlement' | 'summary' | 'archive';

/** A statement file that can be written, with or without all of its rows. */
export interface StatementDraft {
  /** Absolute, without a trailing slash (docs/wire/statements §2). */
  readonly directory: string;
  readonly name: string;
  readonly family: StatementFamily;
  readonly report: StatementReport;
  /** Day of the transactions, or day of the settlement. */
  readonly day: StatementDay;
  /** With the ids as this family prints them. */
  readonly rows: readonly StatementRow[];
  /** What stands in the file when it tells of these rows. */
  render(rows: readonly StatementRow[]): Buffer | Promise<Buffer>;
}
