import { UsualTime } from './usual-time.ts';

const chinaMinutes = 480;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const dash = 0x2d;
const slash = 0x2f;
const colon = 0x3a;
const point = 0x2e;

/**
 * How the times of a layout are printed. `clock`: wall clock of UTC+8 (`2013-12-02 10:45:42`). `month-first`: the same,
 * or `12/26/2018 0:55`. `iso`: ISO 8601 with its own offset. docs/wire/statements §1, §16.
 */
export type TimeForm = 'clock' | 'month-first' | 'iso';

/** What a time of each form looks like, for a message. */
export const timeExamples: Readonly<Record<TimeForm, string>> = {
  clock: '2026-11-21 18:05:59',
  'month-first': '2026-11-21 18:05:59 or 11/21/2026 18:05',
  iso: '2026-11-21T18:05:59+08:00',
};

/** Reads the times of statement cells. A day alone stands for its first moment in UTC+8. */
export class TimeCell {
  /** Offset of the last time read, in minutes. */
  offset: number = chinaMinutes;
  #at = 0;
  #bytes: Buffer = Buffer.alloc(0);
  readonly #usual: UsualTime = new UsualTime();

  /**
   * @param mayBeDay - whether a day alone will do.
   * @returns milliseconds since 1970-01-01T00:00:00Z; `NaN` for another form or a day that does not exist.
   */
  read(bytes: Buffer, start: number, end: number, form: TimeForm, mayBeDay: boolean): number {
    const usual = this.#usual.read(bytes, start, end, form);
    if (!Number.isNaN(usual)) {
      this.offset = this.#usual.offset;
      return usual;
    }
    const moment = this.#readInFull(bytes, start, end, form, mayBeDay);
    const { offset } = this;
    if (!Number.isNaN(moment)) this.#usual.remember(bytes, start, end, form, { moment, offset });
    return moment;
  }

  #readInFull(bytes: Buffer, start: number, end: number, form: TimeForm, mayBeDay: boolean): number {
    this.#bytes = bytes;
    this.#at = start;
    this.offset = chinaMinutes;
    const isMonthFirst = form === 'month-first' && (bytes[start + 1] === slash || bytes[start + 2] === slash);
    const days = isMonthFirst ? this.#monthFirst() : this.#yearFirst();
    if (this.#at === end && mayBeDay && !isMonthFirst) return days * dayMs - chinaMinutes * minuteMs;
    const isIso = form === 'iso';
    if (bytes[this.#at++] !== (isIso ? 0x54 : 0x20)) return Number.NaN;
    const time = this.#clock(end, isMonthFirst, isIso);
    const offset = isIso ? this.#readOffset(end) : chinaMinutes;
    this.offset = offset;
    return this.#at === end ? days * dayMs + time - offset * minuteMs : Number.NaN;
  }

  #yearFirst(): number {
    const year = this.#digits(4, 4);
    const isDashed = this.#skip(dash);
    const month = this.#digits(2, 2);
    const isDashedAgain = this.#skip(dash);
    return isDashed && isDashedAgain ? daysOf(year, month, this.#digits(2, 2)) : Number.NaN;
  }

  #monthFirst(): number {
    const month = this.#digits(1, 2);
    if (!this.#skip(slash)) return Number.NaN;
    const day = this.#digits(1, 2);
    return this.#skip(slash) ? daysOf(this.#digits(4, 4), month, day) : Number.NaN;
  }

  /** Hours, minutes, seconds; the form of AlipayHK may leave the seconds out. */
  #clock(end: number, isMonthFirst: boolean, isIso: boolean): number {
    const hours = this.#digits(isIso ? 2 : 1, 2);
    if (!this.#skip(colon)) return Number.NaN;
    const minutes = this.#digits(2, 2);
    if (isMonthFirst && this.#at === end) return clockMs(hours, minutes, 0);
    if (!this.#skip(colon)) return Number.NaN;
    const seconds = this.#digits(2, 2);
    return clockMs(hours, minutes, seconds) + (isIso && this.#skip(point) ? this.#fraction() : 0);
  }

  /** Milliseconds of a fraction of 1 to 9 digits; what is below a millisecond is cut. */
  #fraction(): number {
    const from = this.#at;
    let value = 0;
    while (this.#at - from < 9) {
      const digit = this.#digit();
      if (digit < 0) break;
      if (this.#at - from < 3) value = value * 10 + digit;
      this.#at++;
    }
    const read = this.#at - from;
    return read === 0 ? Number.NaN : value * 10 ** Math.max(0, 3 - read);
  }

  #readOffset(end: number): number {
    if (this.#skip(0x5a)) return 0;
    const sign = this.#skip(dash) ? -1 : this.#skip(0x2b) ? 1 : Number.NaN;
    const hours = this.#digits(2, 2);
    if (this.#at < end) this.#skip(colon);
    const minutes = this.#digits(2, 2);
    return hours <= 14 && minutes < 60 ? sign * (hours * 60 + minutes) : Number.NaN;
  }

  #digits(least: number, most: number): number {
    let value = 0;
    let count = 0;
    for (; count < most; count++) {
      const digit = this.#digit();
      if (digit < 0) break;
      value = value * 10 + digit;
      this.#at++;
    }
    return count < least ? Number.NaN : value;
  }

  #digit(): number {
    const digit = (this.#bytes[this.#at] ?? 0) - 0x30;
    return digit <= 9 ? digit : -1;
  }

  #skip(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }
}

function clockMs(hours: number, minutes: number, seconds: number): number {
  const isClock = hours < 24 && minutes < 60 && seconds < 60;
  return isClock ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : Number.NaN;
}

const monthLengths: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a day of the Gregorian calendar; `NaN` where there is none. */
function daysOf(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && isLeap ? 29 : (monthLengths[month] ?? 0);
  if (!(day >= 1 && day <= length && year >= 1970)) return Number.NaN;
  // Counting from March puts the leap day last.
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const yearDays = marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100);
  const monthDays = Math.floor((153 * marchMonth + 2) / 5);
  return yearDays + Math.floor(marchYear / 400) + monthDays + day - 719_469;
}

/** A time as ISO 8601 with an offset, to the second, or to the millisecond where it has some. */
export function timeText(epochMs: number, offset: number): string {
  const local = new Date(epochMs + offset * minuteMs).toISOString();
  const clock = local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23);
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${clock}${offset < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}
