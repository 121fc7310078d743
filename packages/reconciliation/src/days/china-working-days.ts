import { OptionError } from '@alipay-intl/core/errors';
import { addDays, isCalendarDay } from '../fetch/calendar-day.ts';
import { type WorkingDay, type WorkingDayExceptions, workingDays } from '../fetch/working-days.ts';
import { chinaYears } from './china-holidays.ts';

/** A calendar that says how far it knows. */
export interface WorkingCalendar extends WorkingDay {
  /** Beyond this day, holidays are not known, and Monday to Friday count. */
  readonly knownThrough: string;
}

/** What is to be added to the calendar that the library knows. */
export interface ChinaExceptions extends WorkingDayExceptions {
  /** The last day whose holidays are known with these, where that is later: the end of the year that you have added. */
  readonly knownThrough?: string | undefined;
}

/**
 * Working days in mainland China: Monday to Friday, without public holidays, with the weekend days on which work is made up, as the
 * General Office of the State Council has announced them year by year. Reconciling a day whose due days lie beyond `knownThrough` warns.
 *
 * @param also - other days off and on, such as those of your bank, and years that this version does not know.
 * @throws OptionError `ERR_OPTION_INVALID` for what is no day.
 * @example
 * chinaWorkingDays()('2026-10-10'); // true: a Saturday on which National Day is made up
 */
export function chinaWorkingDays(also: ChinaExceptions = {}): WorkingCalendar {
  const { holidays = [], workdays = [], knownThrough } = also;
  const wrong = [...holidays, ...workdays, knownThrough ?? lastKnownDay].filter((day) => !isCalendarDay(day));
  if (wrong.length > 0) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: `The calendar has ${wrong.length === 1 ? 'a day' : 'days'} that there is not: ${wrong.slice(0, 3).join(', ')}.`,
      next: 'Write each day as YYYY-MM-DD.',
    });
  }
  const added = new Set([...holidays, ...workdays]);
  const isWorkingDay = workingDays({
    holidays: [...holidays, ...announcedHolidays().filter((day) => !added.has(day))],
    workdays: [...workdays, ...announcedWorkdays().filter((day) => !added.has(day))],
  });
  const known = knownThrough !== undefined && knownThrough > lastKnownDay ? knownThrough : lastKnownDay;
  return Object.assign((day: string) => isWorkingDay(day), { knownThrough: known });
}

const lastKnownDay = `${Math.max(...chinaYears.map(({ year }) => year))}-12-31`;

function announcedHolidays(): readonly string[] {
  return chinaYears.flatMap(({ year, holidays }) =>
    holidays.flatMap(([from, to]) => daysOf(`${year}-${from}`, `${year}-${to}`)),
  );
}

function announcedWorkdays(): readonly string[] {
  return chinaYears.flatMap(({ year, workdays }) => workdays.map((day) => `${year}-${day}`));
}

function daysOf(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
