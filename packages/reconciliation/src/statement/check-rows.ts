import type { Findings } from './defect.ts';
import type { LineBlocks } from './line-blocks.ts';
import type { Opening } from './opening.ts';
import type { ReadingOptions } from './options.ts';
import { RepeatedRows } from './repeated-rows.ts';
import { RowCheck } from './row-check.ts';
import { isEndLine, RowCursor } from './row-cursor.ts';
import { RowDay } from './row-day.ts';
import { keyTextOf, type RowKey, rowKeyOf } from './row-key.ts';
import { RowMoney } from './row-money.ts';
import { type RowPlan, RowReader } from './row-reader.ts';
import { alignRow } from './row-shape.ts';
import { RowStatus } from './row-status.ts';
import { Totals } from './totals.ts';
import { UnitEvidence } from './unit-evidence.ts';

/** How many suspects of a repetition are kept for the reading that proves them. */
export const suspectsMax: number = 200_000;

/** One reading of the rows of a file: checks each, adds them up, and remembers what only the end can tell. */
export class CheckedRows {
  rows = 0;
  hasEnd = false;
  readonly evidence: UnitEvidence;
  readonly totals: Totals;
  /** Keys of rows that may repeat an earlier one. */
  readonly suspects: Set<string> = new Set();
  /** There were more suspects than are kept. */
  hasMoreSuspects: boolean = false;
  readonly key: RowKey;
  readonly #opening: Opening;
  readonly #cursor: RowCursor;
  readonly #reader: RowReader;
  readonly #money: RowMoney;
  readonly #check: RowCheck;
  readonly #status: RowStatus;
  readonly #day: RowDay;
  readonly #findings: Findings;
  readonly #repeated: RepeatedRows;
  readonly #asksUnit: boolean;
  #before: number;

  constructor(
    plan: RowPlan,
    opening: Opening,
    blocks: LineBlocks,
    options: ReadingOptions,
    findings: Findings,
  ) {
    this.#opening = opening;
    this.#findings = findings;
    this.#before = opening.rowsBefore;
    this.#cursor = new RowCursor(blocks, opening.delimiter, options.lineBytesMax);
    this.#reader = new RowReader(plan, this.#cursor, findings);
    this.#money = new RowMoney(this.#reader);
    this.#check = new RowCheck(this.#reader, this.#money, this.#cursor, findings);
    this.#day = new RowDay(this.#reader, opening.rowsDay);
    this.#status = new RowStatus(this.#reader, this.#cursor, findings);
    this.totals = new Totals(this.#reader, this.#money, this.#cursor, findings);
    this.evidence = new UnitEvidence(this.#reader, options);
    this.key = rowKeyOf(plan);
    this.#repeated = new RepeatedRows(this.key);
    this.#asksUnit = plan.layout.unit === 'ask';
  }

  /** Line of the last row read. */
  get line(): number {
    return this.#cursor.line;
  }

  /** Checks the rows of the present block. */
  takeBlock(): void {
    const cursor = this.#cursor;
    while (cursor.advance()) {
      if (this.#before > 0) this.#before--;
      else if (this.hasEnd) this.#afterEnd();
      else if (isEndLine(cursor)) this.hasEnd = true;
      else this.#takeRow();
    }
  }

  #takeRow(): void {
    const cursor = this.#cursor;
    this.rows++;
    if (cursor.blankLines > 0) this.#malformed('no blank line between rows', cursor.line - 1);
    if (!alignRow(cursor, this.#opening, this.#findings)) return;
    this.#reader.read();
    this.#reader.readChecked();
    this.#money.take();
    this.#check.check();
    this.#status.check();
    this.#day.check();
    this.totals.add();
    if (this.#asksUnit) this.evidence.take(cursor.line);
    if (!this.#repeated.isSuspect(cursor)) return;
    if (this.suspects.size < suspectsMax) this.suspects.add(keyTextOf(cursor, this.key));
    else this.hasMoreSuspects = true;
  }

  #afterEnd(): void {
    this.#findings.add({ code: 'ROW_AFTER_END', line: this.#cursor.line, expected: 'nothing after <END>' });
  }

  #malformed(expected: string, line: number): void {
    this.#findings.add({ code: 'ROW_MALFORMED', line, expected });
  }
}
