import type { Direction, RecordKind } from './record-kind.ts';
import type { RecordReading } from './record-reading.ts';

/**
 * Records as columns, for a bulk load into DuckDB, Parquet or a database. Amounts are signed and in the smallest unit;
 * where `has` is 0 there is none, and the amount is 0. A text that the row does not have is `undefined`.
 *
 * A text is a part of the text of its block and holds on to all of it, up to 1 MiB: of an id that outlives its batch keep a
 * copy, `Buffer.from(id).toString()`.
 */
export interface StatementColumns {
  /** How many records: the length of every column. */
  readonly rows: number;
  readonly line: Uint32Array;
  readonly kind: readonly RecordKind[];
  readonly printedType: readonly string[];
  readonly direction: readonly Direction[];
  readonly ownId: readonly (string | undefined)[];
  readonly providerId: readonly (string | undefined)[];
  readonly originalOwnId: readonly (string | undefined)[];
  readonly originalProviderId: readonly (string | undefined)[];
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

/** Collects rows into columns of a fixed length. */
class ColumnWriter {
  rows: number = 0;
  readonly #capacity: number;
  readonly #line: Uint32Array;
  readonly #occurredAtMs: Float64Array;
  readonly #settledAtMs: Float64Array;
  readonly #kind: RecordKind[] = [];
  readonly #printedType: string[] = [];
  readonly #direction: Direction[] = [];
  readonly #ownId: (string | undefined)[] = [];
  readonly #providerId: (string | undefined)[] = [];
  readonly #originalOwnId: (string | undefined)[] = [];
  readonly #originalProviderId: (string | undefined)[] = [];
  readonly #currency: (string | undefined)[] = [];
  readonly #netCurrency: (string | undefined)[] = [];
  readonly #gross: AmountColumnWriter;
  readonly #fee: AmountColumnWriter;
  readonly #net: AmountColumnWriter;
  readonly #grossCny: AmountColumnWriter;
  readonly #netCny: AmountColumnWriter;

  constructor(capacity: number) {
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
    return this.rows === this.#capacity;
  }

  /** Adds the row that was just read. */
  add({ row, money, cursor, originalPlace }: RecordReading, blockText: BlockText): void {
    const at = this.rows++;
    const { places } = row.plan.columns;
    this.#line[at] = cursor.line;
    this.#kind.push(money.kind);
    this.#printedType.push(row.type.printed);
    this.#direction.push(money.direction);
    this.#ownId.push(blockText.cell(places.ownId));
    this.#providerId.push(blockText.cell(places.providerId));
    this.#originalOwnId.push(blockText.cell(originalPlace));
    this.#originalProviderId.push(blockText.cell(places.originalProviderId));
    this.#currency.push(row.currency?.code);
    this.#netCurrency.push(row.netCurrency?.code);
    this.#occurredAtMs[at] = row.occurredAt;
    this.#settledAtMs[at] = row.settledAt;
    this.#gross.set(at, money.gross);
    this.#fee.set(at, money.fee);
    this.#net.set(at, money.net);
    this.#grossCny.set(at, money.grossCny);
    this.#netCny.set(at, money.netCny);
  }

  columns(): StatementColumns {
    const { rows } = this;
    return {
      rows,
      line: this.#line.subarray(0, rows),
      kind: this.#kind,
      printedType: this.#printedType,
      direction: this.#direction,
      ownId: this.#ownId,
      providerId: this.#providerId,
      originalOwnId: this.#originalOwnId,
      originalProviderId: this.#originalProviderId,
      occurredAtMs: this.#occurredAtMs.subarray(0, rows),
      settledAtMs: this.#settledAtMs.subarray(0, rows),
      currency: this.#currency,
      netCurrency: this.#netCurrency,
      gross: this.#gross.cut(rows),
      fee: this.#fee.cut(rows),
      net: this.#net.cut(rows),
      grossCny: this.#grossCny.cut(rows),
      netCny: this.#netCny.cut(rows),
    };
  }
}

/** The cells of a block as parts of one text, which is made once; a cell of its own takes ten times as long. */
class BlockText {
  readonly #reading: RecordReading;
  #text: string = '';
  #offset: number = 0;

  constructor(reading: RecordReading) {
    this.#reading = reading;
  }

  /** Takes the lines that were just loaded. */
  take(): void {
    const { bytes, start, end } = this.#reading.window;
    this.#offset = start;
    this.#text = bytes.toString('latin1', start, end);
  }

  cell(index: number): string | undefined {
    if (index < 0) return undefined;
    const { cursor } = this.#reading;
    const start = cursor.starts[index] as number;
    const end = cursor.ends[index] as number;
    if (start === end) return undefined;
    if (cursor.isWide) return cursor.bytes.toString('utf8', start, end);
    return this.#text.slice(start - this.#offset, end - this.#offset);
  }
}

/** Yields all records of a reading in batches. */
export async function* readColumns(
  reading: RecordReading,
  rows: number,
): AsyncGenerator<StatementColumns, void> {
  const text = new BlockText(reading);
  let writer = new ColumnWriter(rows);
  while (await reading.fill()) {
    text.take();
    while (reading.next()) {
      writer.add(reading, text);
      if (!writer.isFull) continue;
      yield writer.columns();
      writer = new ColumnWriter(rows);
    }
  }
  if (writer.rows > 0) yield writer.columns();
}
