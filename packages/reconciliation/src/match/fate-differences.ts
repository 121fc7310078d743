import type { DuckDBConnection } from '@duckdb/node-api';
import { readSql } from './run-sql.ts';
import { compare } from './unbalanced.ts';

const sides = [
  { side: 'ledger', rows: 'ledger_rows', fates: 'ledger_fates' },
  { side: 'transactions', rows: 'transaction_rows', fates: 'transaction_fates' },
  { side: 'unsettled', rows: 'awaiting', fates: 'awaiting_fates' },
  { side: 'settlements', rows: 'settlement_rows', fates: 'settlement_fates' },
] as const;

/* As many fates as rows, no row twice, and none without a fate: then each row has exactly one. */
const counts = (rows: string, fates: string): string => `select
  (select count(*) from ${rows}) as rows,
  (select count(distinct row_id) from ${rows}) as ids,
  (select count(*) from ${fates}) as fates,
  (select count(*) from ${rows} anti join ${fates} using (row_id)) as fateless`;

/** Tells where a row is there twice, or has no fate, or several. */
export async function fateDifferences(connection: DuckDBConnection): Promise<readonly string[]> {
  const issues: string[] = [];
  for (const { side, rows, fates } of sides) {
    const [found] = await readSql<Record<'rows' | 'ids' | 'fates' | 'fateless', bigint>>(
      connection,
      counts(rows, fates),
    );
    if (found === undefined) continue;
    issues.push(
      ...compare(`different rows of ${side}`, found.rows, found.ids),
      ...compare(`fates of ${side}`, found.rows, found.fates),
      ...compare(`rows of ${side} without a fate`, 0n, found.fateless),
    );
  }
  return issues;
}
