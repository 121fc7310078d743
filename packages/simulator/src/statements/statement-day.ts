import { formatIsoTime, parseIsoTime } from '../iso-time.ts';

/** A calendar day of UTC+8 as `YYYY-MM-DD`. */
export type StatementDay = string;

const dayMs = 24 * 3_600_000;

/** The day of UTC+8 in which a moment lies (docs/wire/statements §3.1). */
export function dayOf(epochMs: number): StatementDay {
  return formatIsoTime(epochMs).slice(0, 10);
}

/** Says whether a text is an existing day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseIsoTime(`${text}T00:00:00+08:00`) !== undefined;
}

/** Moment of a time of day, `HH:MM:SS` in UTC+8, in epoch milliseconds. */
export function momentOf(day: StatementDay, time: string): number {
  return parseIsoTime(`${day}T${time}+08:00`) ?? Number.NaN;
}

/** The day `count` days later, or earlier when it is negative. */
export function addDays(day: StatementDay, count: number): StatementDay {
  return dayOf(momentOf(day, '00:00:00') + count * dayMs);
}

/** `YYYYMMDD`, the form in file names. */
export function dayDigits(day: StatementDay): string {
  return day.replaceAll('-', '');
}

/** `YYYY-MM-DD HH:MM:SS`, the wall clock of UTC+8 in A files (docs/wire/statements §4.1). */
export function wallClock(epochMs: number): string {
  return formatIsoTime(epochMs).slice(0, 19).replace('T', ' ');
}
