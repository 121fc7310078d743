import { DateTime } from 'luxon';

// Days are those of China, which has no summer time. docs/wire/statements §3.1
const zone = 'UTC+8';

/** The day of UTC+8 at an instant, `YYYY-MM-DD`. */
export function dayAt(epochMs: number): string {
  return DateTime.fromMillis(epochMs, { zone }).toFormat('yyyy-MM-dd');
}

/** The day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Tells a text that is a day of the calendar as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone }).isValid;
}

/** All days from the first to the last, both included; none where the last is before the first. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** An instant for people, in UTC+8. */
export function timeText(epochMs: number): string {
  return DateTime.fromMillis(epochMs, { zone }).toFormat("yyyy-MM-dd HH:mm:ss 'UTC+8'");
}
