import type { DuckDBConnection } from '@duckdb/node-api';
import { readSql } from './run-sql.ts';
import { compare } from './unbalanced.ts';

const sides = [
  { side: 'ledger', rows: 'ledger_rows', fates: 'ledger_fates' },
  { side: 'transactions', rows: 'transaction_rows', fates: 'transaction_fates' },
  { side: 'unsettled', rows: 'awaiting', fates: 'awaiting_fates' },
  { side: 'settlements', rows: 'settlement_rows', fates: 'settlement_fates' },
] as const;

/*
 * As many fates as rows, as many pairs of the two, none without the other: then no row is there twice, and each has exactly one fate.
 */
const counts = (rows: string, fates: string): string => `select (select count(*) from ${rows}) as rows,
  (select count(*) from ${fates}) as fates, count(*) filter (has_row and has_fate) as pairs,
  count(*) filter (has_fate is null) as fateless, count(*) filter (has_row is null) as rowless
from (select row_id, true as has_row from ${rows}) full join (select row_id, true as has_fate from ${fates}) using (row_id)`;

/** Tells where a row is there twice, or has no fate, or several. */
export async function fateDifferences(connection: DuckDBConnection): Promise<readonly string[]> {
  const issues: string[] = [];
  for (const { side, rows, fates } of sides) {
    const [found] = await readSql<Record<'rows' | 'fates' | 'pairs' | 'fateless' | 'rowless', bigint>>(
      connection,
      counts(rows, fates),
    );
    if (found === undefined) continue;
    issues.push(
      ...compare(`fates of ${side}`, found.rows, found.fates),
      ...compare(`rows of ${side} with a fate`, found.rows, found.pairs),
      ...compare(`rows of ${side} without a fate`, 0n, found.fateless),
      ...compare(`fates of ${side} without a row`, 0n, found.rowless),
    );
  }
  return issues;
}
