import type { RowCursor } from './row-cursor.ts';
import { detailsOf, type RowKey } from './row-key.ts';

const slotsStart = 1 << 12;

/** How much is remembered exactly, and how large the filter is that takes over. */
export interface RepetitionLimits {
  /** Slots of the table, three quarters of which are used: a power of two. */
  readonly slots: number;
  /** Words of 32 bits in the filter: a power of two. */
  readonly filterWords: number;
}

// Six million rows exactly, in 64 MB; then 64 MB more. Up to 40 million rows false alarms are some thousands, which one
// more reading of the file clears up.
const defaultLimits: RepetitionLimits = { slots: 1 << 23, filterWords: 1 << 24 };

const scratch = new Float64Array(2);
const scratchWords = new Uint32Array(scratch.buffer);

/** One of several parts that rows are divided into, so that all rows of a part are remembered exactly. */
export interface RowPart {
  readonly number: number;
  readonly of: number;
}

/** The parts of so many rows, each with room for a third more. */
export function partsOf(rows: number): readonly RowPart[] {
  const of = Math.ceil(rows / (defaultLimits.slots / 2));
  return Array.from({ length: of }, (_, number) => ({ number, of }));
}

/**
 * Notices rows that may repeat an earlier one, in bounded memory: a table of 64-bit fingerprints, and beyond six
 * million rows a Bloom filter. A suspicion is no proof; another reading compares the suspects' keys.
 */
export class RepeatedRows {
  readonly #key: RowKey;
  readonly #limits: RepetitionLimits;
  readonly #part: RowPart;
  #table: Uint32Array = new Uint32Array(2 * slotsStart);
  #mask: number = slotsStart - 1;
  #count = 0;
  #filter: Uint32Array | undefined;
  #high = 0;
  #low = 0;

  /**
   * @param key - the columns that together name a row.
   * @param part - rows of other parts are passed over.
   */
  constructor(key: RowKey, limits: RepetitionLimits = defaultLimits, part: RowPart = { number: 0, of: 1 }) {
    this.#key = key;
    this.#limits = limits;
    this.#part = part;
  }

  /** Tells whether the present row may have been seen before, and remembers it. Rows without any id are not compared. */
  isSuspect(cursor: RowCursor): boolean {
    if (!this.#fingerprint(cursor)) return false;
    const { number, of } = this.#part;
    if (of > 1 && this.#high % of !== number) return false;
    const slot = this.#find();
    if (slot < 0) return true;
    if (this.#filter !== undefined) return this.#addToFilter(this.#filter);
    this.#put(slot);
    if (++this.#count * 4 > this.#mask * 3) this.#grow();
    return false;
  }

  /** Two hashes of the cells that name the row: FNV-1a and a polynomial. */
  #fingerprint(cursor: RowCursor): boolean {
    const { bytes, starts, ends } = cursor;
    const { places, details } = this.#key;
    let high = 0x811c9dc5;
    let low = 0x1b873593;
    let hasId = false;
    for (let place = 0; place < places.length; place++) {
      const index = places[place] as number;
      const end = ends[index] as number;
      const start = starts[index] as number;
      if (place > 0 && start < end) hasId = true;
      for (let at = start; at < end; at++) {
        const byte = bytes[at] as number;
        high = Math.imul(high ^ byte, 0x01000193);
        low = (Math.imul(low, 31) + byte) | 0;
      }
      high = Math.imul(high ^ 0xff, 0x01000193);
      low = Math.imul(low ^ high, 0x85ebca6b);
    }
    if (details !== undefined) {
      scratch.set(detailsOf(cursor, details));
      for (const word of scratchWords) {
        high = Math.imul(high ^ word, 0x01000193);
        low = Math.imul(low ^ high, 0x85ebca6b);
      }
    }
    high ^= high >>> 15;
    low ^= low >>> 13;
    this.#high = high >>> 0;
    // 0 marks a free slot.
    this.#low = low === 0 ? 1 : low >>> 0;
    return hasId;
  }

  /** The free slot of the fingerprint, or -1 where it is in the table. */
  #find(): number {
    let slot = (this.#low ^ Math.imul(this.#high, 0x9e3779b1)) & this.#mask;
    for (;;) {
      const low = this.#table[2 * slot + 1];
      if (low === 0) return slot;
      if (low === this.#low && this.#table[2 * slot] === this.#high) return -1;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Makes room: a table of twice the size, or the filter beside the table. */
  #grow(): void {
    const old = this.#table;
    if (old.length / 2 >= this.#limits.slots) {
      this.#filter = new Uint32Array(this.#limits.filterWords);
      return;
    }
    this.#table = new Uint32Array(2 * old.length);
    this.#mask = old.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      this.#high = old[at] as number;
      this.#low = old[at + 1] as number;
      this.#put(this.#find());
    }
  }

  #put(slot: number): void {
    this.#table[2 * slot] = this.#high;
    this.#table[2 * slot + 1] = this.#low;
  }

  /**
   * Sets the eight bits of the fingerprint, and tells whether all were set before. They lie in 512 neighbouring bits, as
   * each access to another part of the memory costs more than all the rest.
   */
  #addToFilter(filter: Uint32Array): boolean {
    const block = (this.#high & (filter.length / 16 - 1)) * 16;
    let wereSet = true;
    let bits = this.#low;
    for (let probe = 0; probe < 8; probe++) {
      const at = block + ((bits >>> 28) & 15);
      const mask = 1 << ((bits >>> 23) & 31);
      const word = filter[at] as number;
      if ((word & mask) === 0) {
        wereSet = false;
        filter[at] = word | mask;
      }
      bits = Math.imul(bits ^ this.#high, 0x9e3779b1);
    }
    return wereSet;
  }
}
