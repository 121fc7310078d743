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
  const time = isoWithOffset.test(text) ? DateTime.fromISO(text, { setZone: true }) : undefined;
  if (time === undefined || !time.isValid) {
    throw new OptionError('ERR_TIMESTAMP_INVALID', {
      what: 'This text is not a time that Alipay documents.',
      next: 'Use 13 digits of epoch milliseconds, or ISO 8601 with seconds and an offset, such as 2026-11-01T12:10:00+08:00.',
    });
  }
  return time.toMillis();
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
