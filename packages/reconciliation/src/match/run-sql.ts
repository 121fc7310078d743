import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** What a statement is given by name; never by writing it into the text. */
export type SqlValues = Readonly<Record<string, DuckDBValue>>;

/**
 * Runs a statement that answers nothing. Only the values that its text names are handed over.
 *
 * @returns how many rows it has added, changed or deleted.
 */
export async function runSql(
  connection: DuckDBConnection,
  sql: string,
  values: SqlValues = {},
): Promise<number> {
  const named = Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  const { rowsChanged } = await connection.run(sql, Object.fromEntries(named));
  return rowsChanged;
}

/** Runs a statement and answers its rows by column name; integers of 64 and 128 bits are bigints. */
export async function readSql<Row>(
  connection: DuckDBConnection,
  sql: string,
  values: SqlValues = {},
): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(sql, { ...values });
  return reader.getRowObjectsJS() as unknown as readonly Row[];
}

/** Whether a table of the engine has no row. */
export async function isEmpty(connection: DuckDBConnection, table: string): Promise<boolean> {
  return (await readSql(connection, `select 1 from ${table} limit 1`)).length === 0;
}
