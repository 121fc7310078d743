import type { StatementWarning } from './defect.ts';
import type { StatementFamily, StatementName, StatementReport } from './file-name.ts';
import type { StatementEncoding } from './line-blocks.ts';
import type { StatementUnit } from './row-reader.ts';
import type { StatementTotal } from './totals.ts';

/** What is known about a statement file as a whole. */
export interface StatementFacts {
  /** Name of the file. */
  readonly name: string;
  /** What the name says, where it is one that Alipay documents. */
  readonly fileName: StatementName | undefined;
  /** For instance `A1-transaction`; the number of columns follows for A1: `A1-transaction-15`. */
  readonly layout: string;
  readonly family: StatementFamily;
  readonly report: StatementReport;
  readonly encoding: StatementEncoding;
  readonly delimiter: ',' | '|';
  /** What the amounts in the file are printed in. */
  readonly unit: StatementUnit;
  /**
   * How the unit was decided: the family has but one, a setting, a decimal point in the file, the join with known
   * amounts, or no amount in the file depends on it (yen, won, zero, no rows). `undecided` only while inspecting.
   */
  readonly unitFrom: 'family' | 'setting' | 'decimal-point' | 'known-amounts' | 'no-matter' | 'undecided';
  /** Column names as printed. */
  readonly columns: readonly string[];
  /** Columns that the layout does not know; their cells are in `printed` of each record. */
  readonly unknownColumns: readonly string[];
  /** The day as `YYYY-MM-DD`: from the first line of the file, else from its name. */
  readonly day: string | undefined;
  /** PID or MID, from the first line of the file, else from its name. */
  readonly merchantId: string | undefined;
  /** How many records the file has. */
  readonly rows: number;
  readonly totals: readonly StatementTotal[];
  /** SHA-256 of the bytes of the file, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly warnings: readonly StatementWarning[];
}
