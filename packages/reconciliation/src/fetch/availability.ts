import { OptionError } from '@alipay-intl/core/errors';
import type { StatementFamily, StatementReport } from '../statement/file-name.ts';
import { type AvailabilityRule, availabilityRules, retentionDays } from './availability-rules.ts';
import { isCalendarDay, startOfDay } from './calendar-day.ts';
import { type WorkingDay, workingDays } from './working-days.ts';

/** A file that should be on the server at some time. */
export interface ExpectedStatement {
  readonly family: StatementFamily;
  readonly report: StatementReport;
  /** The day of the transactions, or of the settlement, `YYYY-MM-DD` in UTC+8. */
  readonly day: string;
}

/**
 * What it means at an instant that a file is not there:
 * `not-expected`: nothing is settled on such a day; `not-yet-due`; `due`: it may come any minute; `late`: ask Alipay;
 * `lost-soon`: day 5 of the 7 for which files are kept; `lost`: only support or the dashboard can provide it.
 */
export type AvailabilityState = 'not-expected' | 'not-yet-due' | 'due' | 'late' | 'lost-soon' | 'lost';

/** When a file should be there. Instants are epoch milliseconds. */
export interface Availability {
  readonly state: AvailabilityState;
  readonly dueFromMs: number;
  readonly lateFromMs: number;
  readonly lostSoonFromMs: number;
  readonly lostFromMs: number;
  /**
   * What it means where there never is one. `no-business`: none is written for a day without business; `fault`: an empty one is
   * written then; `by-contract`: the settings of the merchant, or a minimum amount that was not reached, decide.
   */
  readonly absence: AvailabilityRule['absence'];
}

const hourMs = 3_600_000;

/**
 * Says what the calendar expects of a file at an instant. docs/wire/statements §3
 *
 * @param atMs - epoch milliseconds.
 * @param isWorkingDay - Monday to Friday by default; see `workingDays`.
 * @throws OptionError `ERR_OPTION_INVALID` for a family, report or day that there is not.
 */
export function availability(
  expected: ExpectedStatement,
  atMs: number,
  isWorkingDay: WorkingDay = workingDays(),
): Availability {
  const rule = ruleOf(expected);
  const start = startOfDay(expected.day);
  const dueFromMs = start + rule.dueHour * hourMs;
  const times = {
    dueFromMs,
    lateFromMs: start + rule.lateHour * hourMs,
    lostSoonFromMs: dueFromMs + retentionDays.lostSoon * 24 * hourMs,
    lostFromMs: dueFromMs + retentionDays.lost * 24 * hourMs,
  };
  const isExpected = !rule.isOnWorkingDays || isWorkingDay(expected.day);
  return { state: isExpected ? stateAt(atMs, times) : 'not-expected', ...times, absence: rule.absence };
}

function ruleOf({ family, report, day }: ExpectedStatement): AvailabilityRule {
  const rule = Object.hasOwn(availabilityRules, family) ? availabilityRules[family][report] : undefined;
  if (rule !== undefined && isCalendarDay(day)) return rule;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'An expected statement names a family, report or day that there is not.',
    next: 'Pass a family such as A1, a report such as transaction, and a day as YYYY-MM-DD.',
  });
}

function stateAt(
  atMs: number,
  times: Omit<Availability, 'state' | 'absence'>,
): Exclude<AvailabilityState, 'not-expected'> {
  if (atMs < times.dueFromMs) return 'not-yet-due';
  if (atMs < times.lateFromMs) return 'due';
  if (atMs < times.lostSoonFromMs) return 'late';
  return atMs < times.lostFromMs ? 'lost-soon' : 'lost';
}
