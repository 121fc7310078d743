import { BIGINT, type DuckDBAppender, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { AmountColumn, StatementColumns } from '../statement/statement-columns.ts';
import type { TextColumn } from '../statement/text-column.ts';
import { absentNumber } from './tables.ts';

/** DuckDB takes so many rows at a time. */
export const chunkRows = 2_048;

// The columns of `statementTable`, in its order.
const types = [
  ...[BIGINT, INTEGER, INTEGER],
  ...[VARCHAR, VARCHAR, VARCHAR, VARCHAR],
  ...[BIGINT, BIGINT, BIGINT, BIGINT, BIGINT],
];

/** A stretch of a batch of columns that fits into one chunk. */
export interface ChunkStretch {
  readonly columns: StatementColumns;
  /** The ids of each column as texts; made once for the whole batch. */
  readonly texts: readonly (readonly (string | undefined)[])[];
  /** The group of each row of the batch. */
  readonly groups: Int32Array;
  readonly from: number;
  readonly to: number;
  /** Id of the first row of the stretch. */
  readonly firstRowId: number;
}

/** Hands a stretch of rows to the database. */
export function appendStretch(appender: DuckDBAppender, stretch: ChunkStretch): void {
  const { columns, texts, groups, from, to, firstRowId } = stretch;
  const chunk = DuckDBDataChunk.create(types, to - from);
  fillBigInts(chunk, 0, (row) => BigInt(firstRowId + row));
  fillIntegers(chunk, 1, groups.subarray(from, to));
  fillIntegers(chunk, 2, columns.line.subarray(from, to));
  for (const [at, column] of texts.entries()) {
    chunk.setColumnValues(
      3 + at,
      column.slice(from, to).map((text) => text ?? null),
    );
  }
  fillAmounts(chunk, 7, columns.gross, from);
  fillAmounts(chunk, 8, columns.fee, from);
  fillAmounts(chunk, 9, columns.net, from);
  fillTimes(chunk, 10, columns.occurredAtMs.subarray(from, to));
  fillTimes(chunk, 11, columns.settledAtMs.subarray(from, to));
  appender.appendDataChunk(chunk);
}

/** The id columns of a batch as texts, in the order of the table. */
export function idTexts(columns: StatementColumns): readonly (readonly (string | undefined)[])[] {
  const { ownId, providerId, originalOwnId, originalProviderId } = columns;
  return [ownId, providerId, originalOwnId, originalProviderId].map((column: TextColumn) => column.toArray());
}

function fillBigInts(chunk: DuckDBDataChunk, column: number, amountOf: (row: number) => bigint): void {
  const vector = chunk.getColumnVector(column);
  // Asked once, as it is a call into the database.
  const { rowCount } = chunk;
  for (let row = 0; row < rowCount; row++) vector.setItem(row, amountOf(row));
  vector.flush();
}

function fillIntegers(chunk: DuckDBDataChunk, column: number, values: Int32Array | Uint32Array): void {
  const vector = chunk.getColumnVector(column);
  for (const [row, value] of values.entries()) vector.setItem(row, value);
  vector.flush();
}

function fillTimes(chunk: DuckDBDataChunk, column: number, times: Float64Array): void {
  fillBigInts(chunk, column, (row) => {
    const time = times[row] as number;
    return Number.isNaN(time) ? absentNumber : BigInt(time);
  });
}

function fillAmounts(
  chunk: DuckDBDataChunk,
  column: number,
  { value, has }: AmountColumn,
  from: number,
): void {
  fillBigInts(chunk, column, (row) => (has[from + row] === 1 ? (value[from + row] as bigint) : absentNumber));
}
