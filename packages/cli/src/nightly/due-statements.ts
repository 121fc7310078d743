import {
  type AvailabilityState,
  availability,
  type ExpectedStatement,
  type WorkingDay,
} from '@alipay-intl/reconciliation/fetch';
import { addDays, dayAt, daysBetween } from '../calendar.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';

/** Days to look for, and what should be there. */
export interface DueStatements {
  readonly days: readonly string[];
  readonly expected: readonly ExpectedStatement[];
}

// Files may be removed after seven days. docs/wire/statements §2
const lookBackDays = 8;
const cannotBeThere: ReadonlySet<AvailabilityState> = new Set(['not-expected', 'not-yet-due', 'lost']);

/** What of a merchant can be on the server at an instant, by the calendar. */
export function dueStatements(
  merchant: MerchantConfiguration,
  nowMs: number,
  isWorkingDay: WorkingDay,
): DueStatements {
  const today = dayAt(nowMs);
  const expected = daysBetween(laterOf(merchant.booksBegin, addDays(today, -lookBackDays)), today)
    .flatMap((day) => expectedOn(merchant, day))
    .filter((one) => !cannotBeThere.has(availability(one, nowMs, isWorkingDay).state));
  return { days: [...new Set(expected.map(({ day }) => day))], expected };
}

/** The reports of a merchant for a day. */
export function expectedOn(
  { family, reports }: MerchantConfiguration,
  day: string,
): readonly ExpectedStatement[] {
  return reports.map((report) => ({ family, report, day }));
}

function laterOf(one: string, other: string): string {
  return one < other ? other : one;
}
