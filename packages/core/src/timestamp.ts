import { DateTime } from 'luxon';
import { OptionError } from './errors.ts';

const epochMilliseconds = /^\d{13}$/;
const isoWithOffset =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$/;

/**
 * Tells whether a text has one of the forms that Alipay's time headers take: 13 digits of epoch milliseconds,
 * or ISO 8601 to the second with 0 to 9 fraction digits and an offset (`Z`, `+08:00`, `+0800`).
 *
 * This strictness is a security check: the signed text is joined with dots, so a looser grammar would let the
 * boundary between time and body move. docs/wire/v1 §1.4, §2.1.
 */
export function isTimestampText(text: string): boolean {
  return epochMilliseconds.test(text) || isoWithOffset.test(text);
}

/**
 * Reads a time in any documented form.
 *
 * @param text - 13 digits, or ISO 8601 with an offset; see {@link isTimestampText}.
 * @returns milliseconds since 1970-01-01T00:00:00Z; fractions below a millisecond are cut.
 * @throws OptionError `ERR_TIMESTAMP_INVALID` for another form or a day that does not exist.
 */
export function parseTimestamp(text: string): number {
  if (epochMilliseconds.test(text)) return Number(text);
  const time = isoWithOffset.test(text) ? epochOf(text) : undefined;
  if (time !== undefined) return time;
  throw new OptionError('ERR_TIMESTAMP_INVALID', {
    what: 'This text is not a time that Alipay documents.',
    next: 'Use 13 digits of epoch milliseconds, or ISO 8601 with seconds and an offset, such as 2026-11-01T12:10:00+08:00.',
  });
}

/** The moment of a text of the form of {@link isoWithOffset}; `undefined` where there is no such day. */
function epochOf(text: string): number | undefined {
  const number = (from: number, to: number): number => Number(text.slice(from, to));
  const year = number(0, 4);
  const month = number(5, 7);
  const day = number(8, 10);
  if (day > daysIn(month, year)) return undefined;
  // Date.UTC takes the years 0 to 99 for those after 1900, and after 400 years the calendar is the same.
  const days = Date.UTC(year + 400, month - 1, day) - calendarCycleMs;
  const seconds = number(11, 13) * 3_600 + number(14, 16) * 60 + number(17, 19);
  return days + seconds * 1_000 + millisecondsOf(text) - offsetMinutesOf(text) * 60_000;
}

const calendarCycleMs = 146_097 * 86_400_000;

function daysIn(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The first three digits of the fraction, which begins with a point right behind the seconds. */
function millisecondsOf(text: string): number {
  return text[19] === '.' ? Number((/^\d{1,3}/.exec(text.slice(20))?.[0] ?? '').padEnd(3, '0')) : 0;
}

function offsetMinutesOf(text: string): number {
  if (text.endsWith('Z')) return 0;
  const signAt = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
  const minutes = Number(text.slice(signAt + 1, signAt + 3)) * 60 + Number(text.slice(-2));
  return text[signAt] === '-' ? -minutes : minutes;
}

/**
 * Writes a time as Alipay's bodies want it: ISO 8601 to the second, with an offset. docs/wire/v1 §1.7.
 *
 * @param epochMs - milliseconds since 1970-01-01T00:00:00Z; fractions of a second are cut.
 * @param zone - an IANA zone or an offset such as `UTC+8`; UTC when left out.
 * @throws OptionError `ERR_TIMESTAMP_INVALID` for a time that is not a finite number or outside the years 0 to 9999,
 * or an unknown zone.
 */
export function formatTimestamp(epochMs: number, zone = 'utc'): string {
  const text = zone === 'utc' ? utcText(epochMs) : zonedText(epochMs, zone);
  if (text !== undefined) return text;
  throw new OptionError('ERR_TIMESTAMP_INVALID', {
    what: 'The time or its zone is not valid.',
    next: 'Pass epoch milliseconds, and an IANA zone such as Asia/Shanghai.',
  });
}

/** Every payment writes such a time, and the platform does it many times faster than luxon. */
function utcText(epochMs: number): string | undefined {
  const time = new Date(Number.isFinite(epochMs) ? epochMs : Number.NaN);
  const year = time.getUTCFullYear();
  return year >= 0 && year <= 9999 ? `${time.toISOString().slice(0, 19)}+00:00` : undefined;
}

function zonedText(epochMs: number, zone: string): string | undefined {
  const time = DateTime.fromMillis(Number.isFinite(epochMs) ? epochMs : Number.NaN, { zone }).startOf(
    'second',
  );
  const isWritable = time.isValid && time.year >= 0 && time.year <= 9999;
  return isWritable ? time.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ") : undefined;
}

/** How `Request-Time` is written: 13 digits of epoch milliseconds, or ISO 8601 in UTC. docs/wire/v1 §1.4. */
export type RequestTimeForm = 'epoch-ms' | 'iso';

/** The `Request-Time` header for a moment. */
export function requestTimeText(epochMs: number, form: RequestTimeForm): string {
  return form === 'epoch-ms' ? String(Math.trunc(epochMs)) : formatTimestamp(epochMs);
}
