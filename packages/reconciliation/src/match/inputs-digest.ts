import { createHash } from 'node:crypto';
import { addDays } from '../fetch/calendar-day.ts';
import type { ContractTerms } from './contract-terms.ts';
import type { DayInputs, DayStatement } from './match-day.ts';

/** Changes whenever the same inputs would give another result. */
const version = 'match-3';

/** How far around the day the calendar of working days can matter. */
const calendarBefore = 150;
const calendarBehind = 200;

/** What the engine found out about its inputs, and how it was told to list. */
export interface ReadInputs {
  /** Of the rows of own books. */
  readonly ledgerSha256: string;
  /** Of the rows of earlier days that were looked up; `undefined` for none. */
  readonly earlierSha256: string | undefined;
  readonly breaksMax: number;
  /** Transaction files that own books say are missing. */
  readonly absent: readonly object[];
  /** Of payouts what earlier days did not know; `undefined` where none are compared. */
  readonly payouts: readonly object[] | undefined;
}

/**
 * SHA-256 over everything that a day is compared with, whatever its order. Of earlier days' rows only those are in it that the day has
 * looked up, so that a change of others is none of its business.
 */
export function inputsDigest(inputs: DayInputs, read: ReadInputs): string {
  const { merchant, day, hasTransactions, carriedIn } = inputs;
  const { payouts, ...found } = read;
  const content = {
    ...{ version, merchant, day, hasTransactions, ...found },
    earlierSha256: read.earlierSha256 ?? null,
    statements: sorted(inputs.statements.map(statementOf)),
    fileBreaks: sorted(inputs.fileBreaks),
    missingFiles: sorted(inputs.missingFiles),
    reports: inputs.reports?.toSorted() ?? null,
    terms: termsOf(inputs.terms, day),
    payouts: payouts === undefined ? null : sorted(payouts),
    carriedIn: carriedIn?.sha256 ?? null,
  };
  return createHash('sha256').update(JSON.stringify(content, plainValue)).digest('hex');
}

/** The bytes of a file, and how they were read. */
function statementOf({ statement: { facts }, revision }: DayStatement): object {
  const { name, sha256, layout, unit, encoding, warnings } = facts;
  return { name, sha256, revision, layout, unit, encoding, warnings };
}

function termsOf({ isWorkingDay, ...terms }: ContractTerms, day: string): object {
  let calendar = '';
  for (let one = addDays(day, -calendarBefore); one <= addDays(day, calendarBehind); one = addDays(one, 1)) {
    calendar += isWorkingDay(one) ? '1' : '0';
  }
  return { ...terms, calendar };
}

function sorted(values: readonly object[]): readonly string[] {
  return values.map((value) => JSON.stringify(value, plainValue)).toSorted();
}

/** Members in the order of their names, and bigints as digits. */
function plainValue(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
