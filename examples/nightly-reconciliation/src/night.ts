import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SleepingClock } from '@alipay-intl/core/time';
import {
  createPostgresDayBook,
  createPostgresFetchedFiles,
  ledgerFromJournal,
  type Store,
} from '@alipay-intl/postgres';
import {
  type FetchReport,
  fetchStatements,
  remoteDirectories,
  type SftpLogin,
  type SftpServer,
  type SkipReason,
} from '@alipay-intl/reconciliation/fetch';
import {
  type Break,
  chinaWorkingDays,
  type DayBook,
  type DayEntry,
  type ReconciledDay,
  reconcileThrough,
} from '@alipay-intl/reconciliation/match';
import { type ReportInput, reportHtml } from '@alipay-intl/reconciliation/report';

/** A merchant whose days are reconciled every night. */
export interface NightSettings {
  readonly server: SftpServer;
  readonly login: SftpLogin;
  readonly merchant: string;
  /** Holds the payments, the register of files and the book of days. */
  readonly store: Store;
  readonly scope: string;
  /** For statements, rows and pages. */
  readonly folder: string;
  /** The first day that is compared. */
  readonly booksBegin: string;
  readonly clock: SleepingClock;
}

/** What a morning finds. */
export interface Night {
  /** The days that were compared, yesterday last. */
  readonly days: readonly ReconciledDay[];
  /** What somebody must look at now, of whatever day. */
  readonly open: readonly Break[];
  /** What the page and the summary of yesterday are written from. */
  readonly report: ReportInput;
  /** Path of the page. */
  readonly page: string;
}

// Files that are not of these days, or not written to their end; any other that was left out could be one that the books need.
const harmless: ReadonlySet<SkipReason> = new Set([
  'temporary',
  'other-day',
  'other-merchant',
  'not-asked-for',
]);

// #region night
/** What runs every morning after ten: fetches what is there, compares every day through yesterday, writes a page. */
export async function reconcileNight(settings: NightSettings, yesterday: string): Promise<Night> {
  const { server, login, merchant, store, scope, folder, booksBegin, clock } = settings;
  const register = createPostgresFetchedFiles(store, { scope });
  const book = createPostgresDayBook(store, { scope });
  const statementFolder = join(folder, 'statements');
  const directories = remoteDirectories.acquiring;
  const fetched = await fetchStatements({
    servers: [server],
    login,
    merchant,
    days: lastDays(yesterday, 8), // a morning that was missed is made up for: files are kept for seven days
    directories,
    folder: statementFolder,
    register,
    clock,
  });
  checkSkipped(fetched); // throws where a file was left out that could be a statement
  // What should have come and is not there is a break of its day, or lets the day wait.
  const reconciled = await reconcileThrough(yesterday, {
    merchant,
    ledger: ledgerFromJournal(store, { scope }), // or ledgerFromCsv, ledgerFromQuery, ledgerFromRecords
    terms: {
      booksBegin,
      settlement: { kind: 'daily', workingDays: 1 }, // T+1
      graceDays: 0,
      isWorkingDay: chinaWorkingDays(),
      fees: [{ perMillion: 6_000, onRefund: 'returned' }], // 0.6 %
    },
    family: 'B0',
    reports: ['transaction', 'settlement', 'summary'],
    register,
    statementFolder,
    rowsFolder: join(folder, 'rows'),
    book,
    by: 'nightly',
    clock,
  });
  const open = await openBreaks(book, merchant);
  const report = await reportOf(book, reconciled.at(-1), open);
  const page = join(folder, `${yesterday}.html`);
  await writeFile(page, reportHtml(report));
  return { days: reconciled, open, report, page };
}
// #endregion night

/** The days through one, the last one last. */
function lastDays(day: string, count: number): readonly string[] {
  const lastMs = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(lastMs - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

function checkSkipped({ skipped }: FetchReport): void {
  const overlooked = skipped.filter(({ reason }) => !harmless.has(reason));
  if (overlooked.length === 0) return;
  const lines = overlooked.map(
    ({ directory, name, reason, error }) =>
      `${directory}/${name}: ${reason}${error === undefined ? '' : ` (${error.message})`}`,
  );
  throw new Error(`Files were left out that may be statements:\n${lines.join('\n')}`);
}

/** Breaks that are open, of all days; a shop with more of them than one page asks for the next behind the last id. */
async function openBreaks(book: DayBook, merchant: string): Promise<readonly Break[]> {
  const records = await book.breaks({ merchant, standing: 'open', limit: 1_000 });
  return records.map((record) => record.break);
}

async function reportOf(
  book: DayBook,
  reconciled: ReconciledDay | undefined,
  open: readonly Break[],
): Promise<ReportInput> {
  if (reconciled === undefined) throw new Error('No day was compared.');
  const { day, run, result } = reconciled;
  const [entry]: readonly DayEntry[] = await book.days(result.merchant, { from: day, to: day });
  const listed = new Set(result.breaks.map(({ id }) => id));
  const stillOpen = open.filter(({ id }) => !listed.has(id));
  return { result, stillOpen, merchantName: 'Example Café', run, atMs: entry?.atMs ?? 0 };
}
