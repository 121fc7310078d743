/** Calendar of the worlds, written down here so that nothing is shared with what is tested. All days are of UTC+8. */
const dayMs = 86_400_000;
const chinaMs = 28_800_000;

/** Midnight of a day in UTC+8. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - chinaMs;

export const dayOf = (atMs: number): string => new Date(atMs + chinaMs).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayOf(startOf(day) + days * dayMs);

/** 0 for Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** When a merchant is paid. */
export interface Cycle {
  readonly kind: 'daily' | 'weekly' | 'monthly';
  readonly workingDays: number;
}

/** The last day on which it is in order that something of a day is not settled: counted day by day. */
export function dueDay(
  day: string,
  { kind, workingDays }: Cycle,
  graceDays: number,
  isWorkingDay: (day: string) => boolean,
): string {
  let at = day;
  if (kind === 'weekly') while (weekdayOf(at) !== 0) at = addDays(at, 1);
  if (kind === 'monthly') while (addDays(at, 1).slice(0, 7) === day.slice(0, 7)) at = addDays(at, 1);
  for (let left = workingDays; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return addDays(at, graceDays);
}
