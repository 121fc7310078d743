import { isAscii } from 'node:buffer';

/**
 * One column of texts, as Arrow and Parquet hold them: the texts lie one behind the other in `bytes`, and that of a row
 * goes from `offsets[row]` up to `offsets[row + 1]`. A row without a text has no bytes.
 */
export class TextColumn implements Iterable<string | undefined> {
  /** The texts as UTF-8. */
  readonly bytes: Uint8Array;
  /** Where each text begins, and at last where the last one ends: one more than there are rows. */
  readonly offsets: Int32Array;
  readonly #bytes: Buffer;

  /** @internal */
  constructor(bytes: Buffer, offsets: Int32Array) {
    this.bytes = bytes;
    this.#bytes = bytes;
    this.offsets = offsets;
  }

  /** The text of a row; `undefined` where the row does not have it. */
  at(row: number): string | undefined {
    const start = this.offsets[row] ?? 0;
    const end = this.offsets[row + 1] ?? start;
    return start === end ? undefined : this.#bytes.toString('utf8', start, end);
  }

  /**
   * All texts at once, which takes a quarter of the time of one after the other. Each holds on to the text of the whole
   * column: keep `at(row)` of an id that outlives its batch.
   */
  toArray(): (string | undefined)[] {
    const { offsets } = this;
    const rows = offsets.length - 1;
    if (!isAscii(this.#bytes)) return Array.from({ length: rows }, (_, row) => this.at(row));
    const all = this.#bytes.toString('latin1');
    const texts: (string | undefined)[] = [];
    for (let row = 0; row < rows; row++) {
      const start = offsets[row] as number;
      const end = offsets[row + 1] as number;
      texts.push(start === end ? undefined : all.slice(start, end));
    }
    return texts;
  }

  /** The texts in the order of the rows. */
  [Symbol.iterator](): Iterator<string | undefined> {
    return this.toArray()[Symbol.iterator]();
  }
}

/** Collects the texts of a column byte by byte, without a string for each. */
export class TextColumnWriter {
  readonly #offsets: Int32Array;
  #bytes: Buffer;
  #rows = 0;
  #end = 0;

  /** @param bytes - how many bytes are expected. */
  constructor(rows: number, bytes: number) {
    this.#offsets = new Int32Array(rows + 1);
    this.#bytes = Buffer.allocUnsafeSlow(bytes);
  }

  /** Adds the text of the next row, which is `source[start]` up to `source[end - 1]`. */
  add(source: Buffer, start: number, end: number): void {
    const length = this.#end + end - start;
    if (length > this.#bytes.length) this.#grow(length);
    const bytes = this.#bytes;
    let to = this.#end;
    for (let from = start; from < end; from++) bytes[to++] = source[from] as number;
    this.#end = to;
    this.#offsets[++this.#rows] = to;
  }

  /** Adds a row without a text. */
  addNone(): void {
    this.#offsets[++this.#rows] = this.#end;
  }

  column(): TextColumn {
    return new TextColumn(this.#bytes.subarray(0, this.#end), this.#offsets.subarray(0, this.#rows + 1));
  }

  #grow(least: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = grown;
  }
}
