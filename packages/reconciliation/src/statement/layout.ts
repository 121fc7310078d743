import type { Delimiter } from './delimiter.ts';
import type { StatementFamily, StatementReport } from './file-name.ts';
import type { TimeForm } from './time-cell.ts';

/** Everything that distinguishes one kind of statement file, as data. docs/wire/statements §4–§9. */
export interface Layout {
  /** For instance `A1-transaction`. */
  readonly id: string;
  readonly family: StatementFamily;
  readonly report: StatementReport;
  readonly delimiter: Delimiter;
  /** Columns that only this layout has, so that a file with all of them, and none of `lacks`, is taken for it. */
  readonly tells: readonly string[];
  readonly lacks?: readonly string[] | undefined;
  /** Columns without which the file is refused. */
  readonly required: readonly string[];
  /** Columns that some editions have; any other is kept and reported. */
  readonly optional: readonly string[];
  /** Columns whose cell is never empty. */
  readonly filled: readonly string[];
  /** Values of the type column in the first row, where columns alone do not tell two families apart. */
  readonly types?: RegExp | undefined;
  /** `partner`: a line `Partner:…|Payment_time:…|Total_count:…` comes before the column line. */
  readonly preamble: 'none' | 'partner';
  /** `end`: the last line is `<END>`. `maybe`: no page says. */
  readonly trailer: 'none' | 'end' | 'maybe';
  /** `ask`: pages contradict each other, so each file must prove its unit. docs/wire/statements §10.1. */
  readonly unit: 'major' | 'ask';
  /** How times are printed: another form comes from a program that saved the file again. */
  readonly times: TimeForm;
  /** `type`: amounts are printed without a sign and the type gives it. `printed`: as printed. docs/wire/statements §10.2. */
  readonly signs: 'type' | 'printed';
  /** The fee of a refund is decided by the net column; where there is none it stays undecided. */
  readonly formulas: readonly Formula[];
  /** What the status column says; any other status is told, or refused. */
  readonly statuses?: { readonly known: RegExp; readonly others: 'tell' | 'refuse' } | undefined;
  /** The remark of a refund names the payment. docs/wire/statements §5.3. */
  readonly originalInRemark?: boolean | undefined;
}

/**
 * `net`: net = gross - fee - distributed. `cny`: the same in yuan, and gross × rate. `conversion`: net = gross, converted,
 * + fees. `summary`: the TOTAL row is the sum of the others. docs/wire/statements §10.3.
 */
export type Formula = 'net' | 'cny' | 'conversion' | 'summary';

/** A list of names in one text. */
export function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
