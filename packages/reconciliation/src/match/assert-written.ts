import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayBalances } from './day-result.ts';
import type { CarriedRows } from './match-day.ts';
import { readSql } from './run-sql.ts';
import { assertNone, compare } from './unbalanced.ts';

/** How many rows of each side a file has. */
export type SideCounts = Readonly<Record<string, number>>;

/**
 * Counts what a file holds, and compares it with what it must.
 *
 * @throws ReconciliationError `ERR_MATCH_UNBALANCED`
 */
export async function assertWritten(
  connection: DuckDBConnection,
  { path }: CarriedRows,
  expected: SideCounts,
): Promise<void> {
  const found = await countSides(connection, `read_parquet($path, hive_partitioning = false)`, { path });
  assertSameCounts('written', expected, found);
}

/** The rows of a table or file by their side. */
export async function countSides(
  connection: DuckDBConnection,
  rows: string,
  values: Readonly<Record<string, string>> = {},
): Promise<SideCounts> {
  const counted = await readSql<{ side: string; rows: bigint }>(
    connection,
    `select side, count(*) as rows from ${rows} group by side`,
    values,
  );
  return Object.fromEntries(counted.map((one) => [one.side, Number(one.rows)]));
}

/**
 * Compares two counts by side.
 *
 * @throws ReconciliationError `ERR_MATCH_UNBALANCED`
 */
export function assertSameCounts(what: string, expected: SideCounts, found: SideCounts): void {
  const sides = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  assertNone(
    sides.flatMap((side) => compare(`rows of ${side} ${what}`, expected[side] ?? 0, found[side] ?? 0)),
  );
}

/** What the file of the day's rows must hold. */
export function addedCounts({ ledger, transactions, settlements }: DayBalances): SideCounts {
  return {
    ledger: ledger.added.rows,
    transactions: transactions.added.rows,
    settlements: settlements.added.rows,
  };
}
