import { availability, type ExpectedStatement } from '../fetch/availability.ts';
import type { AbsentTransactions } from '../match/absent-transactions.ts';
import type { Break } from '../match/break.ts';
import type { DayMissingFile } from '../match/day-result.ts';
import type { DayStatement } from '../match/match-day.ts';
import { checkParts } from '../statement/check-parts.ts';
import type { StatementReport } from '../statement/file-name.ts';
import { absentTransactions, isWithoutBusiness } from './absent-transactions.ts';
import { missingFile } from './file-breaks.ts';
import type { DayFiles } from './open-day-files.ts';
import type { ReconcileSettings } from './reconcile-settings.ts';

/** What the calendar says of the files of a day. */
export interface ExpectedFiles {
  /** Transactions may still come, so that nothing can be compared. */
  readonly isTooEarly: boolean;
  /** Where it is too early, what may still come, as it is now. Else what should have come, in words that no later hour changes. */
  readonly missingFiles: readonly DayMissingFile[];
  readonly breaks: readonly Break[];
  /** Every transaction of the day is in the files, or there was none, but for what own books say of {@link absentTransactions}. */
  readonly hasTransactions: boolean;
  /** Files that did not come, and that are missing only where own books have business of the day. */
  readonly absentTransactions: AbsentTransactions | undefined;
}

/**
 * Looks which files of a day should be there and are not. One that is only written for a day with business, or as the contract says,
 * is none of them: when its time is over own books tell whether there was something to write. Of a day that can be compared nothing is said that the clock
 * alone would change, as a run would then be made without anything new.
 */
export function expectedFiles(
  settings: ReconcileSettings,
  day: string,
  files: DayFiles,
  nowMs: number,
): ExpectedFiles {
  const { merchant, family, reports, terms } = settings;
  const toCome: DayMissingFile[] = [];
  const missing: DayMissingFile[] = [];
  const breaks: Break[] = [];
  for (const report of reports.filter((one) => !isThere(one, files))) {
    const expected = { family, report, day };
    const { state, absence, ...times } = availability(expected, nowMs, terms.isWorkingDay);
    if (state === 'not-expected') continue;
    if (state === 'not-yet-due' || state === 'due') toCome.push({ ...expected, state });
    else if (absence === 'fault' && !isConfirmed(settings, expected)) {
      missing.push({ ...expected, state: 'late' });
      breaks.push(missingFile(merchant, expected, times));
    }
  }
  const isTooEarly = hasTransactionFile(toCome);
  const hasTransactions =
    !isTooEarly && !hasTransactionFile(missing) && !isRefused(files) && !hasGap(files.statements);
  const times = availability({ family, report: 'transaction', day }, nowMs, terms.isWorkingDay);
  const isOver = times.state !== 'not-yet-due' && times.state !== 'due';
  return {
    isTooEarly,
    missingFiles: isTooEarly ? [...toCome, ...missing] : missing,
    breaks,
    hasTransactions,
    absentTransactions:
      hasTransactions && isOver ? absentTransactions(settings, day, files, times) : undefined,
  };
}

/** Whether Alipay has said that a file without rows would be all that is missing. */
function isConfirmed(settings: ReconcileSettings, { report, day }: ExpectedStatement): boolean {
  return report === 'transaction' && isWithoutBusiness(settings, day);
}

function hasTransactionFile(files: readonly DayMissingFile[]): boolean {
  return files.some(({ report }) => report === 'transaction');
}

function isThere(report: StatementReport, { statements, refused }: DayFiles): boolean {
  return refused.has(report) || statements.some(({ statement }) => statement.facts.report === report);
}

function isRefused({ refused }: DayFiles): boolean {
  return refused.has('transaction') || refused.has(undefined);
}

function hasGap(statements: readonly DayStatement[]): boolean {
  const facts = statements.map(({ statement }) => statement.facts);
  return checkParts(facts.filter(({ report }) => report === 'transaction')).length > 0;
}
