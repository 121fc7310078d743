import { availability } from '../fetch/availability.ts';
import type { Break } from '../match/break.ts';
import type { DayMissingFile } from '../match/day-result.ts';
import type { DayStatement } from '../match/match-day.ts';
import { checkParts } from '../statement/check-parts.ts';
import type { StatementReport } from '../statement/file-name.ts';
import { missingFile } from './file-breaks.ts';
import type { DayFiles } from './open-day-files.ts';
import type { ReconcileSettings } from './reconcile-settings.ts';

/** What the calendar says of the files of a day. */
export interface ExpectedFiles {
  /** Transactions may still come, so that nothing can be compared. */
  readonly isTooEarly: boolean;
  readonly missingFiles: readonly DayMissingFile[];
  readonly breaks: readonly Break[];
  /** Every transaction of the day is in the files, or there was none. */
  readonly hasTransactions: boolean;
}

/**
 * Looks which files of a day should be there and are not. One that is only written for a day with business, or as the contract says,
 * is missing no more when its time is over: then there was nothing to write.
 */
export function expectedFiles(
  { merchant, family, reports, terms }: ReconcileSettings,
  day: string,
  files: DayFiles,
  nowMs: number,
): ExpectedFiles {
  const missingFiles: DayMissingFile[] = [];
  const breaks: Break[] = [];
  for (const report of reports.filter((one) => !isThere(one, files))) {
    const { state, absence } = availability({ family, report, day }, nowMs, terms.isWorkingDay);
    const missing = { family, report, day, state };
    if (state === 'not-expected') continue;
    const isToCome = state === 'not-yet-due' || state === 'due';
    if (isToCome || absence === 'fault') missingFiles.push(missing);
    if (!isToCome && absence === 'fault') breaks.push(missingFile({ merchant, day }, missing));
  }
  const isMissing = missingFiles.some(({ report }) => report === 'transaction');
  return {
    isTooEarly: isMissing && breaks.every(({ facts }) => facts['report'] !== 'transaction'),
    missingFiles,
    breaks,
    hasTransactions:
      reports.includes('transaction') && !isMissing && !isRefused(files) && !hasGap(files.statements),
  };
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
