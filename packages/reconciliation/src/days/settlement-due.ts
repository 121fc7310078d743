import { OptionError } from '@alipay-intl/core/errors';
import { addDays, weekdayOf } from '../fetch/calendar-day.ts';
import type { WorkingDay } from '../fetch/working-days.ts';
import type { SettlementCycle } from '../match/contract-terms.ts';

/** No holiday is longer than a month, so a calendar that names fewer working days than this is wrong. */
const daysWithoutWorkMax = 31;

/**
 * The last day on which it is in order that a payment or refund is not settled. docs/wire/statements §3.1, §3.3
 *
 * @param day - of the row, `YYYY-MM-DD` in UTC+8.
 * @param graceDays - calendar days beyond the settlement day.
 * @param isWorkingDay - tells whether banks settle on a day.
 * @throws OptionError `ERR_OPTION_INVALID` for a cycle with fewer than one working day, and for a calendar without working days.
 * @example
 * // Paid on a Friday, settled on Monday, so overdue from Wednesday on.
 * dueDayOf('2026-11-20', { kind: 'daily', workingDays: 1 }, 1, workingDays()); // 2026-11-24
 */
export function dueDayOf(
  day: string,
  cycle: SettlementCycle,
  graceDays: number,
  isWorkingDay: WorkingDay,
): string {
  const { kind, workingDays } = cycle;
  if (!Number.isSafeInteger(workingDays) || workingDays < 1 || workingDays > 60)
    throw invalid('The working days of a settlement cycle are not a number from 1 to 60.');
  if (!Number.isSafeInteger(graceDays) || graceDays < 0 || graceDays > 60)
    throw invalid('The grace days of a settlement are not a number from 0 to 60.');
  let settled = kind === 'daily' ? day : kind === 'weekly' ? sundayOf(day) : endOfMonth(day);
  for (let count = 0; count < workingDays; count++) settled = nextWorkingDay(settled, isWorkingDay);
  return addDays(settled, graceDays);
}

function sundayOf(day: string): string {
  return addDays(day, 7 - weekdayOf(day));
}

function endOfMonth(day: string): string {
  // The 28th and four days are in the next month, whatever the length of this one.
  const inNextMonth = addDays(`${day.slice(0, 8)}28`, 4);
  return addDays(`${inNextMonth.slice(0, 8)}01`, -1);
}

function nextWorkingDay(day: string, isWorkingDay: WorkingDay): string {
  for (let ahead = 1; ahead <= daysWithoutWorkMax; ahead++) {
    const next = addDays(day, ahead);
    if (isWorkingDay(next)) return next;
  }
  throw invalid(`The calendar names no working day in the ${daysWithoutWorkMax} days after ${day}.`);
}

function invalid(what: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', {
    what,
    money: 'Nothing was compared.',
    next: 'Correct the terms of the contract.',
  });
}
