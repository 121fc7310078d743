import { timeText } from '../statement/time-cell.ts';

const chinaOffset = 8 * 60;

/** A moment as ISO 8601 in UTC+8: `2026-11-20T10:15:00+08:00`. */
export function isoText(epochMs: number): string {
  return timeText(epochMs, chinaOffset);
}

/** A moment on the clock of UTC+8, to the second: `2026-11-20 10:15:00`. */
export function clockText(epochMs: number): string {
  return isoText(epochMs).slice(0, 19).replace('T', ' ');
}

/** A day for people: `Friday, 20 November 2026`. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
