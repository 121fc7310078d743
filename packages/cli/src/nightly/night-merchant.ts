import type { FetchReport } from '@alipay-intl/reconciliation/fetch';
import type { DayState, ReconciledDay } from '@alipay-intl/reconciliation/match';
import { addDays } from '../calendar.ts';
import type { Run } from '../command/run.ts';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import type { ExitCode } from '../output/exit-code.ts';
import type { ToldError } from '../output/tell-error.ts';
import type { Books } from './books.ts';
import { breakStandings, openBreaks as openBreaksOf } from './break-standings.ts';
import { type DueStatements, dueStatements } from './due-statements.ts';
import { merchantFault } from './each-merchant.ts';
import { fetchMerchant, overlooked, skippedLine, unread } from './fetch-merchant.ts';
import { openOfMerchant } from './open-count.ts';
import { reconcileMerchant } from './reconcile-merchant.ts';
import type { RefusedLogins } from './refused-logins.ts';
import { workingDaysOf } from './working-days-of.ts';
import { writeReport } from './write-report.ts';

const reportDays = 31;

/** What the night is about. */
export interface NightScope {
  readonly configuration: Configuration;
  readonly merchant: MerchantConfiguration;
  /** The last day to reconcile. */
  readonly through: string;
  /** Whether it is one of several tasks: only files of days through that one are fetched, and no earlier day is run again. */
  readonly isPartial: boolean;
  readonly books: Books;
  readonly logins: RefusedLogins;
  readonly run: Run;
}

/** A day of the night. */
export interface NightDay {
  readonly day: string;
  readonly kind: ReconciledDay['kind'];
  readonly run: number;
  readonly state: DayState;
  /** Path of the page, where it was written now. */
  readonly report: string | undefined;
}

/** What the night of a merchant came to. */
export interface Night {
  readonly merchant: string;
  readonly name: string | undefined;
  readonly exitCode: ExitCode;
  /** Files that are new or have other bytes than before. */
  readonly files: readonly { readonly name: string; readonly state: string; readonly sha256: string }[];
  /** What a person should know, beside breaks. */
  readonly warnings: readonly string[];
  readonly days: readonly NightDay[];
  /** Files that could not be read and may be ones that the books need; each is among the warnings. */
  readonly overlooked: number;
  /** Breaks that are open now, of whatever day; `undefined` where a fault came before they were counted. */
  readonly openBreaks: number | undefined;
  readonly error: ToldError | undefined;
}

/** Fetches, reconciles and writes reports for a merchant. A fault is in the result. */
export async function nightOf(scope: NightScope): Promise<Night> {
  const { merchant, through, books, run } = scope;
  const { id, name } = merchant;
  const growing: Growing = { files: [], warnings: [], days: [], overlooked: 0 };
  try {
    await fetchDue(scope, growing);
    await reconcileDays(scope, growing);
    const span = { from: merchant.booksBegin, to: through };
    const openBreaks = await openOfMerchant(books.book, id, span, await openBreaksOf(books.book, id));
    const isLate = growing.days.some(({ kind }) => kind === 'not-yet-due');
    const exitCode = openBreaks > 0 || growing.overlooked > 0 ? 1 : isLate ? 2 : 0;
    return { merchant: id, name, exitCode, ...growing, openBreaks, error: undefined };
  } catch (error) {
    return { name, ...growing, openBreaks: undefined, ...merchantFault(merchant, error, run) };
  }
}

interface Growing {
  files: Night['files'];
  readonly warnings: string[];
  readonly days: NightDay[];
  overlooked: number;
}

async function fetchDue(scope: NightScope, growing: Growing): Promise<void> {
  const { configuration, merchant, books, logins, run } = scope;
  if (merchant.sftp === undefined) return;
  const isWorkingDay = await workingDaysOf(configuration);
  const due = partOf(dueStatements(merchant, run.clock.now(), isWorkingDay), scope);
  if (due.days.length === 0) return;
  const report = await fetchMerchant({ configuration, merchant, due, isWorkingDay, logins }, books, run);
  growing.files = newFiles(report);
  growing.overlooked = unread(report).length;
  growing.warnings.push(...overlooked(report).map(skippedLine));
}

function partOf({ days, expected }: DueStatements, { isPartial, through }: NightScope): DueStatements {
  if (!isPartial) return { days, expected };
  return {
    days: days.filter((day) => day <= through),
    expected: expected.filter(({ day }) => day <= through),
  };
}

function newFiles({ files }: FetchReport): Night['files'] {
  return files
    .filter(({ state }) => state !== 'known')
    .map(({ name, state, sha256 }) => ({ name, state, sha256 }));
}

async function reconcileDays(scope: NightScope, growing: Growing): Promise<void> {
  const { configuration, merchant, through, isPartial, books, run } = scope;
  if (through < merchant.booksBegin) return;
  const by = 'nightly';
  // The task of the last day looks back for all.
  const wanted = { through, lookBackDays: isPartial ? 0 : undefined };
  const reconciled = await reconcileMerchant(configuration, merchant, wanted, { books, run, by });
  const reports = await writeReports(scope, reconciled);
  for (const { day, kind, run: number, result, warnings } of reconciled) {
    growing.days.push({ day, kind, run: number, state: result.state, report: reports.get(day) });
    growing.warnings.push(...warnings.map(({ message }) => `${day}: ${message}`));
  }
}

/**
 * Writes the reports of the days that were run, and those of the last days that runs, later days and people have made others since, or
 * that a process did not come to.
 */
async function writeReports(
  { configuration, merchant, through, isPartial, books }: NightScope,
  reconciled: readonly ReconciledDay[],
): Promise<ReadonlyMap<string, string>> {
  const written = new Map<string, string>();
  const span = { from: addDays(through, -reportDays), to: through };
  // The task of the last day looks at all.
  const recent = isPartial ? [] : await books.book.days(merchant.id, span);
  const standings = await breakStandings(books.book, merchant.id);
  for (const day of new Set([...reconciled, ...recent].map((one) => one.day))) {
    const page = await writeReport(configuration, merchant, books, day, standings);
    if (page !== undefined) written.set(day, page);
  }
  return written;
}
