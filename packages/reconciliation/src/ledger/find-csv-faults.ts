import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { type CsvRow, checkCsvRow } from './check-csv-row.ts';
import type { LedgerColumn } from './csv-header.ts';
import { type LedgerFaults, unreadableLedger } from './ledger-faults.ts';
import type { LedgerTarget } from './ledger-target.ts';
import type { RepeatedId } from './repeated-ids.ts';
import { shownValue } from './shown-value.ts';

/** A CSV file that the engine refused, or whose ids are not unique. */
export interface RefusedCsv {
  readonly path: string;
  readonly columns: readonly LedgerColumn[];
  readonly repeated: readonly RepeatedId[];
  /** What the engine threw. */
  readonly failure: unknown;
}

const recordBytesMax = 1_048_576;

/** Reads a CSV file again, line by line, and tells what is wrong with it and where. */
export async function findCsvFaults(
  target: LedgerTarget,
  csv: RefusedCsv,
  faults: LedgerFaults,
): Promise<void> {
  const look = new CsvLook(target, csv, faults);
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: recordBytesMax,
    record_delimiter: ['\r\n', '\n', '\r'],
    // Read as loosely as the engine, so that only what it refuses is told.
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  try {
    await pipeline(createReadStream(csv.path), parser, async (rows: AsyncIterable<ParsedRow>) => {
      for await (const row of rows) look.at(row);
    });
  } catch (error) {
    target.signal?.throwIfAborted();
    if (!(error instanceof CsvError))
      throw unreadableLedger(target.day, 'the CSV file cannot be read', error);
  }
  if (faults.count > 0) return;
  if (csv.repeated.length > 0) tellRepetitions(csv.repeated, faults);
  else tellFailure(target, csv.failure, faults);
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: Info;
}

class CsvLook {
  readonly #target: LedgerTarget;
  readonly #csv: RefusedCsv;
  readonly #faults: LedgerFaults;
  /** The line where an id of {@link RefusedCsv.repeated} was met first. */
  readonly #lines = new Map<string, number | undefined>();

  constructor(target: LedgerTarget, csv: RefusedCsv, faults: LedgerFaults) {
    [this.#target, this.#csv, this.#faults] = [target, csv, faults];
    for (const { kind, ownId } of csv.repeated) this.#lines.set(`${kind} ${ownId}`, undefined);
  }

  at({ record, info }: ParsedRow): void {
    const { nowMs } = this.#target;
    const { columns } = this.#csv;
    // The line that a record ends on is known; it may have more than one.
    const line = info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    if (info.records === 1) return;
    const place = placeOf(line);
    if (record.length !== columns.length) {
      const message = `there are ${record.length} cells; expected ${columns.length}`;
      this.#faults.add(place, { path: '', message });
      return;
    }
    const row = Object.fromEntries(columns.map((name, index) => [name, record[index]])) as CsvRow;
    const { issues, occurredAtMs } = checkCsvRow(row, nowMs);
    for (const issue of issues) this.#faults.add(place, issue);
    if (issues.length === 0) this.#lookForRepetition(row, line, occurredAtMs);
  }

  #lookForRepetition({ kind, ownId }: CsvRow, line: number, occurredAtMs: number): void {
    const { fromMs, toMs } = this.#target.window;
    const key = `${kind} ${ownId}`;
    if (!this.#lines.has(key) || occurredAtMs < fromMs || occurredAtMs >= toMs) return;
    const first = this.#lines.get(key);
    if (first === undefined) this.#lines.set(key, line);
    else {
      const message = `the ${kind} ${shownValue(ownId)} is in line ${first} already`;
      this.#faults.add(placeOf(line), { path: 'ownId', message });
    }
  }
}

/** What the engine refused and the second look did not find. Its message repeats the line, so it is not handed on. */
function tellFailure({ day }: LedgerTarget, failure: unknown, faults: LedgerFaults): void {
  const message = failure instanceof Error ? failure.message : '';
  if (!/^(?:Invalid Input|Conversion) Error/.test(message)) {
    throw unreadableLedger(day, 'the engine failed while it read the CSV file', failure);
  }
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const place = line === undefined ? 'the file' : placeOf(Number(line));
  faults.add(place, { path: '', message: `is not ${expectedFor(message)}` });
}

function expectedFor(message: string): string {
  if (/unicode/i.test(message)) return 'UTF-8 text';
  if (/unterminated quote/i.test(message)) return 'a row whose quotes match, as RFC 4180 has it';
  return 'rows as RFC 4180 has them, all with the same line ends';
}

/** Where the second look could not read as far as the engine did. */
function tellRepetitions(repeated: readonly RepeatedId[], faults: LedgerFaults): void {
  for (const { kind, ownId } of repeated) {
    faults.add('the file', {
      path: 'ownId',
      message: `the ${kind} ${shownValue(ownId)} is there more than once`,
    });
  }
}

function placeOf(line: number): string {
  return `line ${line}`;
}
