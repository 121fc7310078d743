const dayMs = 86_400_000;
// China Standard Time has no summer time. docs/wire/statements §3.1
const chinaOffsetMs = 8 * 3_600_000;

/** Tells a text `YYYY-MM-DD` that is a day of the calendar. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && textOf(midnight) === text;
}

/** The day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return textOf(Date.parse(`${day}T00:00:00Z`) + days * dayMs);
}

/** The instant at which a day of UTC+8 begins, in epoch milliseconds. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - chinaOffsetMs;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function textOf(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}
