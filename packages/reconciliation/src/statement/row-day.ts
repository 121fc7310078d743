import type { StatementName } from './file-name.ts';
import type { Layout } from './layout.ts';
import type { Preamble } from './preamble.ts';
import type { RowReader } from './row-reader.ts';

const dayMs = 86_400_000;
const chinaMs = 28_800_000;

/**
 * The day whose transactions a file with wall clocks holds, as `YYYY-MM-DD`: that of its first line, else that of its name.
 * `undefined` where the file has none, and in the other families, whose offsets and names of days vary.
 * docs/wire/statements §3.1, §4.1.
 */
export function rowsDayOf(
  { report, family }: Layout,
  preamble: Preamble | undefined,
  name: StatementName | undefined,
): string | undefined {
  if (report !== 'transaction' || !isWallClock(family)) return undefined;
  // The day in a name of the portal may be that of the download. docs/wire/statements §4.3
  return preamble?.day ?? (name?.report === 'transaction' ? name.day : undefined);
}

function isWallClock(family: Layout['family']): boolean {
  return family.startsWith('A') && family !== 'A6';
}

/** Checks the days of rows with wall clocks: that of a transaction file is the file's, and no row is settled before its own. */
export class RowDay {
  readonly #row: RowReader;
  readonly #day: string | undefined;
  readonly #from: number;
  readonly #isChecked: boolean;

  constructor(row: RowReader, day: string | undefined) {
    this.#row = row;
    this.#day = day;
    this.#from = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00+08:00`);
    this.#isChecked = isWallClock(row.plan.layout.family);
  }

  /** Checks the row that was just read. */
  check(): void {
    if (!this.#isChecked) return;
    const { occurredAt, settledAt, plan } = this.#row;
    const { places } = plan.columns;
    // A day that does not exist is the day of no row.
    const isOfDay = occurredAt >= this.#from && occurredAt < this.#from + dayMs;
    if (this.#day !== undefined && !isOfDay && !Number.isNaN(occurredAt)) {
      this.#row.defect('ROW_DAY_DIFFERS', places.occurredAt, `${this.#day}, the day of the file`);
    }
    if (settledAt < occurredAt && dayNumber(settledAt) < dayNumber(occurredAt)) {
      this.#row.defect('ROW_DAY_DIFFERS', places.settledAt, 'no day before the one of the payment');
    }
  }
}

function dayNumber(epochMs: number): number {
  return Math.floor((epochMs + chinaMs) / dayMs);
}
