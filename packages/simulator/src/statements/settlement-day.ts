import { addDays, momentOf, type StatementDay } from './statement-day.ts';
import type { StatementSettings } from './statement-settings.ts';

/** Time of day at which every batch is settled. */
const settlementTime = '15:36:00';

/** Says whether something is settled on that day (docs/wire/statements §3.1). */
export function isWorkingDay(settings: StatementSettings, day: StatementDay): boolean {
  const weekday = new Date(momentOf(day, '12:00:00')).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !settings.holidays.includes(day);
}

/** The working day on which a transaction of `day` is settled: Friday to Sunday on Monday (docs/wire/statements §3.1). */
export function settlementDayOf(settings: StatementSettings, day: StatementDay): StatementDay {
  let settled = day;
  for (let left = settings.settlementDays; left > 0; ) {
    settled = addDays(settled, 1);
    if (isWorkingDay(settings, settled)) left -= 1;
  }
  return settled;
}

/** Moment at which the batches of a day are settled, in epoch milliseconds. */
export function settlementMoment(day: StatementDay): number {
  return momentOf(day, settlementTime);
}
