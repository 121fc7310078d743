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
  fetchStatements,
  remoteDirectories,
  type SftpLogin,
  type SftpServer,
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

// #region night
/** What runs every morning after ten: fetches what is there, compares every day through yesterday, writes a page. */
export async function reconcileNight(settings: NightSettings, yesterday: string): Promise<Night> {
  const { server, login, merchant, store, scope, folder, booksBegin, clock } = settings;
  const register = createPostgresFetchedFiles(store, { scope });
  const book = createPostgresDayBook(store, { scope });
  const statementFolder = join(folder, 'statements');
  const directories = remoteDirectories.acquiring;
  const days = [yesterday];
  await fetchStatements({
    servers: [server],
    login,
    merchant,
    days,
    directories,
    folder: statementFolder,
    register,
    clock,
  });
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
