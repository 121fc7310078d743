import { isCell } from './cell-bytes.ts';
import type { Findings } from './defect.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowReader } from './row-reader.ts';

/** More spellings of the same few words no file has. */
const seenMax = 16;

/** Looks whether the status of a row is one that its report has. */
export class RowStatus {
  readonly #row: RowReader;
  readonly #cursor: RowCursor;
  readonly #findings: Findings;
  readonly #place: number;
  readonly #seen: Buffer[] = [];

  constructor(row: RowReader, cursor: RowCursor, findings: Findings) {
    const { layout, columns } = row.plan;
    this.#row = row;
    this.#cursor = cursor;
    this.#findings = findings;
    this.#place = layout.statuses === undefined ? -1 : columns.places.status;
  }

  /** Looks at the row that was just read. */
  check(): void {
    const { statuses } = this.#row.plan.layout;
    if (this.#place < 0 || statuses === undefined) return;
    for (const known of this.#seen) if (isCell(this.#cursor, this.#place, known)) return;
    const printed = this.#row.text(this.#place) ?? '';
    if (statuses.known.test(printed)) {
      if (this.#seen.length < seenMax) this.#seen.push(Buffer.from(printed));
    } else if (statuses.others === 'refuse') {
      this.#row.defect('STATUS_UNKNOWN', this.#place, 'L, as only what was settled is in this report');
    } else this.#findings.warn('UNKNOWN_STATUS', printed.slice(0, 64), this.#cursor.line);
  }
}
