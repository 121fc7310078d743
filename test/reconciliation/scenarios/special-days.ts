import { dueDay, startOf } from '../world/calendar.ts';
import type { World } from '../world/make-world.ts';
import { netOf } from '../world/row.ts';
import { dayAt, dueDayOf } from '../world/setting.ts';

/** What can be special about days of a world: each answers whether any is. */
export const specialDays = {
  'days without anything': hasZeroDay,
  'batches that take more than they bring': hasNegativeBatch,
  'a holiday on which nothing is settled': hasHolidayBeforeSettlement,
  'the end of a month that is paid as one': hasMonthEnd,
} as const;

/** A day on which nothing happened in any book, between days on which something did. */
function hasZeroDay({ days, branches }: World): boolean {
  const busy = new Set(
    branches.flatMap(({ own, transactions, settlements }) =>
      [...own, ...transactions, ...settlements].map(({ dayNo }) => dayNo),
    ),
  );
  return [...days.keys()].some(
    (dayNo) => !busy.has(dayNo) && Math.min(...busy) < dayNo && dayNo < Math.max(...busy),
  );
}

/** A day on which more was given back than settled. */
function hasNegativeBatch({ days, branches }: World): boolean {
  const settlements = branches.flatMap((branch) => branch.settlements);
  return [...days.keys()].some(
    (run) =>
      settlements.filter(({ dayNo }) => dayNo === run).reduce((sum, { row }) => sum + netOf(row), 0n) < 0n,
  );
}

/** A transaction waits on a day on which it would be overdue, were it not for a holiday; and on another it is. */
function hasHolidayBeforeSettlement({ setting, branches }: World): boolean {
  const { cycle, graceDays, days } = setting;
  const dueWithoutHolidays = (dayNo: number): string =>
    dueDay(
      dayAt(setting, dayNo),
      cycle,
      graceDays,
      (day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0,
    );
  return branches
    .flatMap((branch) => branch.transactions)
    .some(({ dayNo, settling }) => {
      const waits = [...settling].filter(([, fate]) => fate === 'waiting').map(([run]) => days[run] ?? '');
      const isLater = dueWithoutHolidays(dayNo) < dueDayOf(setting, dayNo);
      const isOverdue = [...settling.values()].includes('missing');
      return isLater && isOverdue && waits.some((day) => day > dueWithoutHolidays(dayNo));
    });
}

/** Transactions of a month become overdue after its end, and one of the next month does not with them. */
function hasMonthEnd({ setting, branches }: World): boolean {
  const { cycle, days } = setting;
  const transactions = branches.flatMap((branch) => branch.transactions);
  const monthOf = (dayNo: number): string => dayAt(setting, dayNo).slice(0, 7);
  const overdue = transactions.filter(({ settling }) => [...settling.values()].includes('missing'));
  const isNext = (dayNo: number): boolean =>
    overdue.some((other) => other.dayNo < dayNo && monthOf(other.dayNo) < monthOf(dayNo));
  return (
    cycle.kind === 'monthly' &&
    monthOf(0) !== monthOf(days.length - 1) &&
    transactions.some(({ dayNo, settling }) => isNext(dayNo) && settling.get(days.length - 1) === 'waiting')
  );
}

/** Whether the clocks of the zone of this process change within the days of a world. */
export function doClocksChange({ setting: { days } }: World): boolean {
  const offsets = days.map((day) => new Date(startOf(day)).getTimezoneOffset());
  return new Set(offsets).size > 1;
}
