import { checkBatch, openStatement, type Statement } from '@alipay-intl/reconciliation';
import {
  type FetchedFiles,
  type FetchReport,
  fetchStatements,
  type SftpLogin,
  type SftpServer,
} from '@alipay-intl/reconciliation/fetch';

/** Where the statements of a merchant come from and go to. */
export interface StatementSettings {
  readonly server: SftpServer;
  readonly login: SftpLogin;
  readonly merchant: string;
  /** Where the files of a product are, from `remoteDirectories`. */
  readonly directories: readonly string[];
  /** A local folder. */
  readonly folder: string;
  /** Remembers what was fetched; with PostgreSQL or PGlite it does so over restarts. */
  readonly register: FetchedFiles;
}

/** The files of a day: as fetched, and opened where they are whole and right. */
export interface StatementDay {
  readonly report: FetchReport;
  readonly statements: readonly Statement[];
}

// #region day
/** Fetches the files of a day (`YYYY-MM-DD`, UTC+8), reads each whole, and checks those of a batch against each other. */
export async function readDay(settings: StatementSettings, day: string): Promise<StatementDay> {
  const { server, login, merchant, directories, folder, register } = settings;
  const report = await fetchStatements({
    servers: [server], // { host: 'isftp.alipay.com', hostKey: { fingerprints: ['SHA256:…'] } }
    login,
    merchant,
    days: [day],
    directories, // remoteDirectories.acquiring for codes that a till scans
    folder,
    register,
  });
  const statements: Statement[] = [];
  // A file with a defect is refused here, before any of its records is seen; the error lists all its defects.
  for (const { path, name } of report.files) statements.push(await openStatement({ path, name }));
  const { complete, defects } = checkBatch(statements);
  if (!complete) throw new Error(`The files of ${day} contradict each other: ${JSON.stringify(defects)}`);
  return { report, statements };
}
// #endregion day
