import { hasBytes } from './cell-bytes.ts';

const colon = 0x3a;
const dayLength = 10;
const clockLength = 8;
const offsetLength = 6;

/**
 * Reads `2026-11-21 18:05:59` and `2026-11-21T18:05:59+08:00` where day and offset are those of the last time that was
 * read in full: the rows of a file share them.
 */
export class UsualTime {
  readonly #day: Buffer = Buffer.alloc(dayLength);
  readonly #offset: Buffer = Buffer.alloc(offsetLength);
  #dayMs: number = Number.NaN;
  #form: string | undefined;
  /** Offset of the time that was remembered, in minutes. */
  offset: number = 0;

  /**
   * @param form - how the layout prints times; one of another form is not known.
   * @returns milliseconds since 1970-01-01T00:00:00Z; `NaN` where the time has to be read in full.
   */
  read(bytes: Buffer, start: number, end: number, form: string): number {
    if (form !== this.#form) return Number.NaN;
    const isIso = form === 'iso';
    const clockAt = start + dayLength + 1;
    const offsetAt = clockAt + clockLength;
    if (end - offsetAt !== (isIso ? offsetLength : 0) || bytes[clockAt - 1] !== (isIso ? 0x54 : 0x20)) {
      return Number.NaN;
    }
    const isKnown = hasBytes(bytes, start, this.#day) && (!isIso || hasBytes(bytes, offsetAt, this.#offset));
    return isKnown ? this.#dayMs + clockMs(bytes, clockAt) : Number.NaN;
  }

  /** Remembers the day and the offset of a time that was read in full. */
  remember(
    bytes: Buffer,
    start: number,
    end: number,
    form: string,
    { moment, offset }: { readonly moment: number; readonly offset: number },
  ): void {
    const clockAt = start + dayLength + 1;
    const offsetAt = clockAt + clockLength;
    const isIso = form === 'iso';
    if (end - offsetAt !== (isIso ? offsetLength : 0)) return;
    this.#form = form;
    // A fraction of a second that is as long as an offset is part of what is remembered, and compared with it.
    this.#dayMs = moment - clockMs(bytes, clockAt);
    keepBytes(this.#day, bytes, start);
    if (isIso) keepBytes(this.#offset, bytes, offsetAt);
    this.offset = offset;
  }
}

/** A call of `copy` takes longer than so few bytes. */
function keepBytes(kept: Buffer, bytes: Buffer, start: number): void {
  for (let at = 0; at < kept.length; at++) kept[at] = bytes[start + at] as number;
}

/** The milliseconds of `HH:MM:SS`; `NaN` for anything else. */
function clockMs(bytes: Buffer, at: number): number {
  const hours = twoDigits(bytes, at);
  const minutes = twoDigits(bytes, at + 3);
  const seconds = twoDigits(bytes, at + 6);
  const isClock =
    hours < 24 && minutes < 60 && seconds < 60 && bytes[at + 2] === colon && bytes[at + 5] === colon;
  return isClock ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : Number.NaN;
}

/** A number of two digits; 100 for anything else. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : 100;
}
