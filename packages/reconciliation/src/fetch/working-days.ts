import { weekdayOf } from './calendar-day.ts';

/** Tells whether banks settle on a day `YYYY-MM-DD`. */
export type WorkingDay = (day: string) => boolean;

/** What differs from Monday to Friday. */
export interface WorkingDayExceptions {
  /** Days without settlement, `YYYY-MM-DD`. */
  readonly holidays?: readonly string[] | undefined;
  /** Weekend days on which work is made up for a holiday, `YYYY-MM-DD`. */
  readonly workdays?: readonly string[] | undefined;
}

/** Monday to Friday, but for the days that are named. Chinese public holidays are announced for each year. */
export function workingDays({ holidays = [], workdays = [] }: WorkingDayExceptions = {}): WorkingDay {
  const free = new Set(holidays);
  const made = new Set(workdays);
  return (day) => made.has(day) || (weekdayOf(day) <= 5 && !free.has(day));
}
