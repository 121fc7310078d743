import type { Delimiter } from './delimiter.ts';
import { dropOuter, skipOuter } from './outer-bytes.ts';
import { readQuotedRecord } from './quoted-record.ts';

/** Why a row cannot be split. */
export type RowFault = 'quote' | 'control' | 'cells' | 'long';

const cellsMax = 512;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

// What a byte means to the splitter; everything else is part of a cell.
const plain = 0;
const ends = 1;
const separates = 2;
const quotes = 3;
const wide = 4;
const forbidden = 5;

const meanings: Readonly<Record<Delimiter, Uint8Array>> = { ',': meaningsOf(','), '|': meaningsOf('|') };

function meaningsOf(delimiter: Delimiter): Uint8Array {
  const meaning = new Uint8Array(256).fill(plain).fill(forbidden, 0, 0x20).fill(wide, 0x80);
  meaning[0x09] = plain;
  meaning[0x7f] = forbidden;
  meaning[lineFeed] = ends;
  meaning[delimiter.charCodeAt(0)] = separates;
  // A family with pipes has no quoting: there a quote is a letter like any other.
  if (delimiter === ',') meaning[quote] = quotes;
  return meaning;
}

/**
 * The largest run of neighbouring bytes that are nothing but part of a cell: one comparison tells whether a byte is in it.
 */
const usualBytes: Readonly<Record<Delimiter, { readonly from: number; readonly count: number }>> = {
  ',': { from: 0x2d, count: 0x7f - 0x2d },
  '|': { from: 0x20, count: 0x7c - 0x20 },
};

/** The first byte that is not in a run of so many from `lowest` on; a line feed is in none. */
function passUsualBytes(bytes: Buffer, from: number, lowest: number, span: number): number {
  for (let at = from; ; at += 4) {
    if (((bytes[at] as number) - lowest) >>> 0 >= span) return at;
    if (((bytes[at + 1] as number) - lowest) >>> 0 >= span) return at + 1;
    if (((bytes[at + 2] as number) - lowest) >>> 0 >= span) return at + 2;
    if (((bytes[at + 3] as number) - lowest) >>> 0 >= span) return at + 3;
  }
}

// Bytes at which a cell may begin or end that are not part of its value: blank, tab, NBSP, byte order mark.
const outer = new Uint8Array(256);
for (const byte of [0x09, 0x20, 0xa0, 0xbf, 0xc2, 0xef]) outer[byte] = 1;

/** Bytes in which a cursor moves from row to row. */
export interface LineWindow {
  readonly bytes: Buffer;
  start: number;
  readonly end: number;
  readonly isLast: boolean;
}

/**
 * Walks over the rows of a window of whole lines and splits each into cells, without an object per cell: a cell is
 * `bytes[starts[i]]` up to `ends[i]`, blanks around it left out. docs/wire/statements §10.4.
 */
export class RowCursor {
  /** The bytes that the cells of the present row lie in. */
  bytes: Buffer;
  readonly starts: Int32Array = new Int32Array(cellsMax);
  readonly ends: Int32Array = new Int32Array(cellsMax);
  /** How many cells the present row has. */
  count: number = 0;
  /** Line of the present row, from 1. */
  line: number = 0;
  /** The first and the last byte of the present row's line in {@link LineWindow.bytes}, without its line end. */
  rowStart: number = 0;
  rowEnd: number = 0;
  /** The present row has letters outside ASCII. */
  isWide: boolean = false;
  /** Why the present row cannot be used. */
  fault: RowFault | undefined;
  /** Blank lines just before the present row. */
  blankLines: number = 0;
  #nextLine = 1;
  /** Where the present cell begins; -1 where it was in quotes and has ended. */
  #cellStart = 0;
  readonly #window: LineWindow;
  readonly #meanings: Uint8Array;
  readonly #delimiter: Delimiter;
  readonly #recordBytesMax: number;

  constructor(window: LineWindow, delimiter: Delimiter, recordBytesMax: number, firstLine = 1) {
    this.#window = window;
    this.bytes = window.bytes;
    this.#delimiter = delimiter;
    this.#meanings = meanings[delimiter];
    this.#recordBytesMax = recordBytesMax;
    this.#nextLine = firstLine;
  }

  /** Moves to the next row that is not blank; `false` where the window has no further whole row. */
  advance(): boolean {
    const window = this.#window;
    this.blankLines = 0;
    this.fault = undefined;
    this.isWide = false;
    while (window.start < window.end) {
      const at = window.start;
      const stop = this.#split(window.bytes, at);
      if (stop === undefined) return false;
      window.start = stop + 1;
      if (this.count === 1 && this.starts[0] === this.ends[0] && this.fault === undefined) {
        this.blankLines++;
        continue;
      }
      return true;
    }
    return false;
  }

  /** Text of the present row's line as printed, without its line end: a text of its own, not a part of a block. */
  lineText(): string {
    return this.#window.bytes.toString(this.isWide ? 'utf8' : 'latin1', this.rowStart, this.rowEnd);
  }

  /** A cell as a part of the line's text; `undefined` where the column does not exist or the cell is empty. */
  cellOf(lineText: string, index: number): string | undefined {
    if (index < 0) return undefined;
    const start = this.starts[index] as number;
    const end = this.ends[index] as number;
    if (start === end) return undefined;
    if (this.isWide) return this.bytes.toString('utf8', start, end);
    return lineText.slice(start - this.rowStart, end - this.rowStart);
  }

  /** Splits the line that begins at a byte, and tells where its line feed is; `undefined` where more is needed. */
  #split(bytes: Buffer, from: number): number | undefined {
    const meaning = this.#meanings;
    this.bytes = bytes;
    this.count = 0;
    this.rowStart = from;
    this.line = this.#nextLine;
    this.#cellStart = from;
    const { from: lowest, count: span } = usualBytes[this.#delimiter];
    let at = from;
    for (;;) {
      at = passUsualBytes(bytes, at, lowest, span);
      const what = meaning[bytes[at] as number] as number;
      if (what === separates) {
        this.#addCell(bytes, this.#cellStart, at);
        this.#cellStart = ++at;
      } else if (what === ends) {
        return this.#endLine(bytes, at);
      } else if (what === plain) {
        at++;
      } else {
        at = this.#passSpecial(what, bytes, at);
        if (at < 0) return this.#splitQuoted(bytes, from);
      }
    }
  }

  /** Goes on behind a letter outside ASCII, a quoted cell or a control character; -1 for quotes that are not simple. */
  #passSpecial(what: number, bytes: Buffer, at: number): number {
    if (what === wide) this.isWide = true;
    else if (what === quotes) {
      const closing = at === this.#cellStart ? this.#closingQuote(bytes, at) : -1;
      if (closing < 0) return -1;
      this.#addCell(bytes, at + 1, closing);
      const isLast = this.#meanings[bytes[closing + 1] as number] !== separates;
      this.#cellStart = isLast ? -1 : closing + 2;
      return isLast ? closing + 1 : closing + 2;
    } else if (bytes[at] !== carriageReturn || bytes[at + 1] !== lineFeed) this.fault = 'control';
    return at + 1;
  }

  #endLine(bytes: Buffer, at: number): number {
    const end = at > this.rowStart && bytes[at - 1] === carriageReturn ? at - 1 : at;
    if (this.#cellStart >= 0) this.#addCell(bytes, this.#cellStart, end);
    this.rowEnd = end;
    if (end - this.rowStart > this.#recordBytesMax) this.fault = 'long';
    this.#nextLine = this.line + 1;
    return at;
  }

  /**
   * The quote that closes the one at a byte, where the cell has no other quote, no line end and no control character,
   * and ends right after it; else -1.
   */
  #closingQuote(bytes: Buffer, from: number): number {
    const meaning = this.#meanings;
    for (let at = from + 1; ; at++) {
      const what = meaning[bytes[at] as number] as number;
      if (what === plain || what === separates) continue;
      if (what === wide) this.isWide = true;
      else return what === quotes && this.#endsCell(bytes, at + 1) ? at : -1;
    }
  }

  #endsCell(bytes: Buffer, at: number): boolean {
    const what = this.#meanings[bytes[at] as number];
    return (
      what === separates || what === ends || (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed)
    );
  }

  #addCell(bytes: Buffer, from: number, to: number): void {
    if (this.count === cellsMax) {
      this.fault = 'cells';
      return;
    }
    let start = from;
    let end = to;
    if (end > start && (outer[bytes[start] as number] === 1 || outer[bytes[end - 1] as number] === 1)) {
      start = skipOuter(bytes, start, end);
      end = dropOuter(bytes, start, end);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** A record with a quote may go over several lines; it ends where its quotes are even. */
  #splitQuoted(bytes: Buffer, from: number): number | undefined {
    const { end, isLast } = this.#window;
    const limit = Math.min(end, from + this.#recordBytesMax);
    let isOpen = false;
    let lines = 0;
    for (let at = from; at < limit; at++) {
      const byte = bytes[at];
      if (byte === quote) isOpen = !isOpen;
      else if (byte === lineFeed) {
        lines++;
        if (!isOpen) return this.#endQuoted(bytes, from, at, lines);
      }
    }
    if (limit === end && !isLast) return undefined;
    return this.#endFaulty(bytes, from);
  }

  #endQuoted(bytes: Buffer, from: number, at: number, lines: number): number {
    const end = at > from && bytes[at - 1] === carriageReturn ? at - 1 : at;
    const cells = readQuotedRecord(bytes.toString('utf8', from, end), this.#delimiter, this.#recordBytesMax);
    if (cells === undefined) return this.#endFaulty(bytes, from);
    // The line feeds keep a reader of digits from running into the next cell.
    const joined = Buffer.from(`${cells.join('\n')}\n`, 'utf8');
    this.count = 0;
    let start = 0;
    for (const cell of cells) {
      const next = start + Buffer.byteLength(cell, 'utf8');
      this.#addCell(joined, start, next);
      start = next + 1;
    }
    this.bytes = joined;
    this.isWide = true;
    // Line ends are part of a quoted cell; other control characters are not.
    if (cells.some((cell) => /[^\P{Cc}\t\r\n]/u.test(cell))) this.fault = 'control';
    this.rowEnd = end;
    this.#nextLine = this.line + lines;
    return at;
  }

  /** A record whose quotes are wrong takes only its first line with it. */
  #endFaulty(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(lineFeed, from);
    this.fault = 'quote';
    this.count = 0;
    this.rowEnd = at;
    this.#nextLine = this.line + 1;
    return at;
  }
}

/** Tells whether the present row is the end of the file: its first cell is `<END>`, the others are empty. */
export function isEndLine({ bytes, starts, ends, count }: RowCursor): boolean {
  const start = starts[0] as number;
  if (count === 0 || bytes[start] !== 0x3c || bytes.toString('latin1', start, ends[0]) !== '<END>')
    return false;
  for (let index = 1; index < count; index++) if (starts[index] !== ends[index]) return false;
  return true;
}
