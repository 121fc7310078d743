import { hash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readSql } from './run-sql.ts';

/**
 * SHA-256 of the rows of a table, whatever their order; `undefined` for none.
 *
 * @param columns - what of a row counts, as in a query.
 * @param version - of what is digested; another one gives another digest.
 */
export async function rowsDigest(
  connection: DuckDBConnection,
  table: string,
  { columns, version }: { readonly columns: string; readonly version: string },
): Promise<string | undefined> {
  const texts = columns.replaceAll(/\w+/g, (name) => `coalesce(${name}::varchar, chr(30))`);
  const [found] = await readSql<{ rows: string; sum: string }>(
    connection,
    `select count(*)::varchar as rows, coalesce(sum(md5_number_lower(concat_ws(chr(31), ${texts}))), 0)::varchar as sum from ${table}`,
  );
  if (found === undefined || found.rows === '0') return undefined;
  return hash('sha256', `${version} ${found.rows} ${found.sum}`, 'hex');
}
