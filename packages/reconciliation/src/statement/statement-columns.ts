import type { AcceptedNet } from './accepted-net.ts';
import type { Direction, RecordKind } from './record-kind.ts';
import type { RecordReading } from './record-reading.ts';
import type { RowCursor } from './row-cursor.ts';
import { type TextColumn, TextColumnWriter } from './text-column.ts';

/**
 * Records as columns, for a bulk load into DuckDB, Parquet or a database. Amounts are signed and in the smallest unit;
 * where `has` is 0 there is none, and the amount is 0. Ids are bytes until they are asked for as texts:
 * {@link TextColumn}. Columns of few different texts are arrays of them, `undefined` where the row has none.
 */
export interface StatementColumns {
  /** How many records: the length of every column. */
  readonly rows: number;
  readonly line: Uint32Array;
  readonly kind: readonly RecordKind[];
  readonly printedType: readonly string[];
  readonly direction: readonly Direction[];
  readonly ownId: TextColumn;
  readonly providerId: TextColumn;
  readonly originalOwnId: TextColumn;
  readonly originalProviderId: TextColumn;
  /** Milliseconds since 1970-01-01T00:00:00Z; `NaN` where there is none. */
  readonly occurredAtMs: Float64Array;
  readonly settledAtMs: Float64Array;
  readonly currency: readonly (string | undefined)[];
  readonly netCurrency: readonly (string | undefined)[];
  readonly gross: AmountColumn;
  readonly fee: AmountColumn;
  readonly net: AmountColumn;
  readonly grossCny: AmountColumn;
  readonly netCny: AmountColumn;
  /** Rows whose net was accepted although it does not follow from the rest. */
  readonly acceptedNets: readonly AcceptedNet[];
}

/** One column of amounts. */
export interface AmountColumn {
  readonly value: BigInt64Array;
  /** 1 where the row has this amount. */
  readonly has: Uint8Array;
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const lowHalf = isLittleEndian ? 0 : 1;

/** Fills amounts without a bigint for each: an integer below 10^15 is two halves of 32 bits. */
class AmountColumnWriter implements AmountColumn {
  readonly value: BigInt64Array;
  readonly has: Uint8Array;
  readonly #halves: Int32Array;

  constructor(rows: number) {
    this.value = new BigInt64Array(rows);
    this.has = new Uint8Array(rows);
    this.#halves = new Int32Array(this.value.buffer);
  }

  set(row: number, amount: number): void {
    if (Number.isNaN(amount)) return;
    const high = Math.floor(amount / 2 ** 32);
    this.#halves[2 * row + lowHalf] = amount - high * 2 ** 32;
    this.#halves[2 * row + 1 - lowHalf] = high;
    this.has[row] = 1;
  }

  cut(rows: number): AmountColumn {
    return { value: this.value.subarray(0, rows), has: this.has.subarray(0, rows) };
  }
}

/** A batch with more bytes of ids ends early, far below what offsets of 32 bits can tell. */
const idBytesMax = 2 ** 28;

/** Collects rows into columns of a fixed length. */
class ColumnWriter {
  rows: number = 0;
  #idBytes = 0;
  readonly #capacity: number;
  readonly #line: Uint32Array;
  readonly #occurredAtMs: Float64Array;
  readonly #settledAtMs: Float64Array;
  readonly #kind: RecordKind[] = [];
  readonly #printedType: string[] = [];
  readonly #direction: Direction[] = [];
  readonly #ownId: TextColumnWriter;
  readonly #providerId: TextColumnWriter;
  readonly #originalOwnId: TextColumnWriter;
  readonly #originalProviderId: TextColumnWriter;
  readonly #currency: (string | undefined)[] = [];
  readonly #netCurrency: (string | undefined)[] = [];
  readonly #gross: AmountColumnWriter;
  readonly #fee: AmountColumnWriter;
  readonly #net: AmountColumnWriter;
  readonly #grossCny: AmountColumnWriter;
  readonly #netCny: AmountColumnWriter;
  readonly #acceptedNets: AcceptedNet[] = [];

  constructor(capacity: number) {
    // What most ids need; more is taken where they are longer.
    const bytes = 24 * capacity;
    this.#ownId = new TextColumnWriter(capacity, bytes);
    this.#providerId = new TextColumnWriter(capacity, bytes);
    this.#originalOwnId = new TextColumnWriter(capacity, 0);
    this.#originalProviderId = new TextColumnWriter(capacity, 0);
    this.#capacity = capacity;
    this.#line = new Uint32Array(capacity);
    this.#occurredAtMs = new Float64Array(capacity);
    this.#settledAtMs = new Float64Array(capacity);
    this.#gross = new AmountColumnWriter(capacity);
    this.#fee = new AmountColumnWriter(capacity);
    this.#net = new AmountColumnWriter(capacity);
    this.#grossCny = new AmountColumnWriter(capacity);
    this.#netCny = new AmountColumnWriter(capacity);
  }

  get isFull(): boolean {
    return this.rows === this.#capacity || this.#idBytes > idBytesMax;
  }

  /** Adds the row that was just read. */
  add({ row, money, net, cursor, originalPlace }: RecordReading): void {
    const at = this.rows++;
    const { places } = row.plan.columns;
    this.#line[at] = cursor.line;
    this.#kind.push(money.kind);
    this.#printedType.push(row.type.printed);
    this.#direction.push(money.direction);
    this.#addText(this.#ownId, cursor, places.ownId);
    this.#addText(this.#providerId, cursor, places.providerId);
    this.#addText(this.#originalOwnId, cursor, originalPlace);
    this.#addText(this.#originalProviderId, cursor, places.originalProviderId);
    this.#currency.push(row.currency?.code);
    this.#netCurrency.push(row.netCurrency?.code);
    this.#occurredAtMs[at] = row.occurredAt;
    this.#settledAtMs[at] = row.settledAt;
    this.#gross.set(at, money.gross);
    this.#fee.set(at, money.fee);
    this.#net.set(at, money.net);
    this.#grossCny.set(at, money.grossCny);
    this.#netCny.set(at, money.netCny);
    if (net?.isWrong === true) this.#acceptedNets.push({ row: at, expected: net.expected });
  }

  #addText(column: TextColumnWriter, { bytes, starts, ends }: RowCursor, index: number): void {
    if (index < 0) {
      column.addNone();
      return;
    }
    const start = starts[index] as number;
    const end = ends[index] as number;
    this.#idBytes += end - start;
    column.add(bytes, start, end);
  }

  columns(): StatementColumns {
    const { rows } = this;
    return {
      rows,
      line: this.#line.subarray(0, rows),
      kind: this.#kind,
      printedType: this.#printedType,
      direction: this.#direction,
      ownId: this.#ownId.column(),
      providerId: this.#providerId.column(),
      originalOwnId: this.#originalOwnId.column(),
      originalProviderId: this.#originalProviderId.column(),
      occurredAtMs: this.#occurredAtMs.subarray(0, rows),
      settledAtMs: this.#settledAtMs.subarray(0, rows),
      currency: this.#currency,
      netCurrency: this.#netCurrency,
      gross: this.#gross.cut(rows),
      fee: this.#fee.cut(rows),
      net: this.#net.cut(rows),
      grossCny: this.#grossCny.cut(rows),
      netCny: this.#netCny.cut(rows),
      acceptedNets: this.#acceptedNets,
    };
  }
}

/** Yields all records of a reading in batches. */
export async function* readColumns(
  reading: RecordReading,
  rows: number,
): AsyncGenerator<StatementColumns, void> {
  let writer = new ColumnWriter(rows);
  while (await reading.fill()) {
    while (reading.next()) {
      writer.add(reading);
      if (!writer.isFull) continue;
      yield writer.columns();
      writer = new ColumnWriter(rows);
    }
  }
  if (writer.rows > 0) yield writer.columns();
}
