import { addDays, dayAt } from '../calendar.ts';
import type { Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';

/** The day before today, in UTC+8: the last one that is over. */
export function yesterdayOf({ clock }: Pick<Run, 'clock'>): string {
  return addDays(dayAt(clock.now()), -1);
}

/**
 * The last day to reconcile: the one that was asked for, else yesterday.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a day that is not over.
 */
export function lastDayOf(through: string | undefined, run: Pick<Run, 'clock'>): string {
  const yesterday = yesterdayOf(run);
  if (through === undefined || through <= yesterday) return through ?? yesterday;
  throw wrongArgument(`The day ${through} is not over in UTC+8.`, `The last day can be ${yesterday}.`);
}

/** @throws OptionError `ERR_OPTION_INVALID` for days of which the first is behind the last, or still to come. */
export function checkRange(first: string, last: string, { clock }: Pick<Run, 'clock'>): void {
  const today = dayAt(clock.now());
  if (first > today) throw wrongArgument(`The day ${first} is still to come.`, `Today is ${today} in UTC+8.`);
  if (first > last)
    throw wrongArgument(
      `The first day, ${first}, is behind the last one, ${last}.`,
      'Correct --from or --through.',
    );
}
