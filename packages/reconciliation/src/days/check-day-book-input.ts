import { OptionError } from '@alipay-intl/core/errors';
import { isCalendarDay } from '../fetch/calendar-day.ts';
import type { BreakClosing, BreakQuery, DayRun } from './day-book.ts';

/** @throws OptionError `ERR_OPTION_INVALID` for a run that compared nothing, or that is of no day. */
export function checkDayRun({ result, by }: DayRun): void {
  if (result.state === 'not-yet-due' || !isCalendarDay(result.day) || by === '')
    throw invalid('A run that is written down has compared a day, and says who made it.', 'by');
}

/** @throws OptionError `ERR_OPTION_INVALID` for a limit that is not a number from 1 to 1000. */
export function checkBreakQuery({ limit }: BreakQuery): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw invalid('The limit of a list of breaks must be a whole number from 1 to 1000.', 'limit');
}

const textMax = 2_000;

/** @throws OptionError `ERR_OPTION_INVALID` where nobody says it, or no reason is given. */
export function checkBreakClosing({ by, reason }: BreakClosing): void {
  for (const [path, text] of [
    ['by', by],
    ['reason', reason],
  ] as const) {
    if (typeof text !== 'string' || text.trim() === '' || text.length > textMax)
      throw invalid('Who says something about a break, and why, is a text of 1 to 2000 characters.', path);
  }
}

function invalid(what: string, path: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', {
    what,
    money: 'Nothing was written.',
    next: `Correct ${path}.`,
    issues: [{ path, message: 'is out of range' }],
  });
}
