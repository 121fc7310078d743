import type { DuckDBConnection } from '@duckdb/node-api';
import type { AwaitedFile } from './absent-transactions.ts';
import { readSql, runSql } from './run-sql.ts';

/* `net_currency`: of the rows that wait for the file; null for all. */
const table = `create table awaited_files (
  side varchar not null,
  day varchar not null,
  family varchar not null,
  currency varchar not null,
  net_currency varchar
)`;

/** Awaited files as a file of carried rows has them. */
export const carriedFiles = 'select * from awaited_files order by all';

const readFiles = `select day, family, currency, net_currency is not null as "isByCurrency"
from carried where side = 'file' order by all`;

/** Reads the awaited files of a file of carried rows, which is in the table `carried`. */
export async function loadFiles(connection: DuckDBConnection): Promise<readonly AwaitedFile[]> {
  return await readSql<AwaitedFile>(connection, readFiles);
}

/** Stores the files that rows wait for. */
export async function storeFiles(connection: DuckDBConnection, files: readonly AwaitedFile[]): Promise<void> {
  await runSql(connection, table);
  const appender = await connection.createAppender('awaited_files');
  for (const { day, family, currency, isByCurrency } of files) {
    for (const text of ['file', day, family, currency]) appender.appendVarchar(text);
    if (isByCurrency) appender.appendVarchar(currency);
    else appender.appendNull();
    appender.endRow();
  }
  appender.closeSync();
}
