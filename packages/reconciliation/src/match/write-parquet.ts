import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { hashFile } from '../fetch/hash-file.ts';
import { sqlText } from '../ledger/sql-text.ts';
import type { CarriedRows } from './match-day.ts';
import { runSql, type SqlValues } from './run-sql.ts';

/** Writes the answer of a query as a Parquet file that is there whole and durable, or not at all. */
export async function writeParquet(
  connection: DuckDBConnection,
  query: string,
  {
    folder,
    name,
    values = {},
  }: { readonly folder: string; readonly name: string; readonly values?: SqlValues },
): Promise<CarriedRows> {
  const path = join(folder, name);
  const part = `${path}.part-${process.pid}`;
  try {
    // Queries are written with the wide side first; the planner would hash it.
    await runSql(connection, `set disabled_optimizers = 'join_order,build_side_probe_side'`);
    await runSql(
      connection,
      `copy (${query}) to ${sqlText(part)} (format parquet, compression snappy)`,
      values,
    );
    await syncFile(part);
    const { sha256 } = await hashFile(part);
    await rename(part, path);
    await syncFile(folder);
    return { path, sha256 };
  } finally {
    await runSql(connection, 'reset disabled_optimizers');
    await rm(part, { force: true });
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
