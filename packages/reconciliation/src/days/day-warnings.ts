import type { ContractTerms } from '../match/contract-terms.ts';
import type { DayWarning } from './reconcile-settings.ts';
import { dueDayOf } from './settlement-due.ts';

/** What a reader of a day should know beside its result. */
export function warningsOf(
  day: string,
  { settlement, graceDays = 1, isWorkingDay }: ContractTerms,
): readonly DayWarning[] {
  const knownThrough = knownThroughOf(isWorkingDay);
  if (knownThrough === undefined) return [];
  const dueDay = dueDayOf(day, settlement, graceDays, isWorkingDay);
  if (dueDay <= knownThrough) return [];
  return [
    {
      code: 'CALENDAR_ENDS',
      message:
        `Holidays are known through ${knownThrough} only, so the due day ${dueDay} of payments of ${day} may be too early. ` +
        'Add the holidays of the next year to the settings, or take a newer version of the library.',
    },
  ];
}

/** How far a calendar knows, where it says so. */
function knownThroughOf(calendar: object): string | undefined {
  return 'knownThrough' in calendar && typeof calendar.knownThrough === 'string'
    ? calendar.knownThrough
    : undefined;
}
