import {
  checkBatch,
  openStatement,
  type Statement,
  type StatementFamily,
  type StatementReport,
} from '@alipay-intl/reconciliation';
import {
  type FetchedFiles,
  type FetchReport,
  fetchStatements,
  type SftpLogin,
  type SftpServer,
  type SkipReason,
} from '@alipay-intl/reconciliation/fetch';

/** Where the statements of a merchant come from and go to. */
export interface StatementSettings {
  readonly server: SftpServer;
  readonly login: SftpLogin;
  readonly merchant: string;
  /** Where the files of a product are, from `remoteDirectories`. */
  readonly directories: readonly string[];
  /** How the files of the product are written, which says when they are due. */
  readonly family: StatementFamily;
  /** A local folder. */
  readonly folder: string;
  /** Remembers what was fetched; with PostgreSQL or PGlite it does so over restarts. */
  readonly register: FetchedFiles;
}

/** The files of a day: as fetched, and opened where they are whole and right. What is not there yet is in `report.missing`. */
export interface StatementDay {
  readonly report: FetchReport;
  readonly statements: readonly Statement[];
}

// Files that are not of this day, or not written to their end; any other that was left out could be one that the books need.
const harmless: ReadonlySet<SkipReason> = new Set([
  'temporary',
  'other-day',
  'other-merchant',
  'not-asked-for',
]);

// #region day
/** Fetches the reports of a day (`YYYY-MM-DD`, UTC+8), reads each whole, and checks those of a batch against each other. */
export async function readDay(
  settings: StatementSettings,
  day: string,
  reports: readonly StatementReport[],
): Promise<StatementDay> {
  const { server, login, merchant, directories, family, folder, register } = settings;
  const report = await fetchStatements({
    servers: [server], // { host: 'isftp.alipay.com', hostKey: { fingerprints: ['SHA256:…'] } }
    login,
    merchant,
    days: [day],
    directories, // remoteDirectories.acquiring for codes that a till scans
    folder,
    register,
    expected: reports.map((report) => ({ family, report, day })), // what is not there is in report.missing
  });
  checkSkipped(report); // throws where a file was left out that could be one of these
  const statements: Statement[] = [];
  // A file with a defect is refused here, before any of its records is seen; the error lists all its defects.
  for (const { path, name } of report.files) {
    // What an archive holds follows it as files of their own.
    if (!/\.zip$/i.test(name)) statements.push(await openStatement({ path, name }));
  }
  const { complete, defects } = checkBatch(statements);
  if (!complete) throw new Error(`The files of ${day} contradict each other: ${JSON.stringify(defects)}`);
  return { report, statements };
}
// #endregion day

function checkSkipped({ skipped }: FetchReport): void {
  const overlooked = skipped.filter(({ reason }) => !harmless.has(reason));
  if (overlooked.length === 0) return;
  const lines = overlooked.map(
    ({ directory, name, reason, error }) =>
      `${directory}/${name}: ${reason}${error === undefined ? '' : ` (${error.message})`}`,
  );
  throw new Error(`Files were left out that may be statements:\n${lines.join('\n')}`);
}
