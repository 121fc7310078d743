import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

const isUntaken = 'row_id in (select transaction_row from untaken_pairs)';
/** When the break of a carried row lasts no longer. */
const overs = {
  row: `not is_paired and disposition not in ('waiting', 'missing')`,
  transaction: `not is_paired and (disposition not in ('waiting', 'missing') or ${isUntaken})`,
  pair: `is_paired and not ${isUntaken}`,
} as const;

/*
 * Carried rows whose break was listed and that are no longer waiting or missing. A row that was found but differs has another break.
 */
const ended = (
  side: string,
  rows: string,
  fates: string,
  question: string,
  named = side,
  over: keyof typeof overs = 'row',
): string => `insert into ended_breaks
select '${named}', row_id, '${question}', case disposition
    when 'matched' then 'found ' when 'netted' then 'taken back ' when 'no-money' then 'succeeded in another attempt '
    when 'not-awaited' then 'no longer awaited ' else 'found, but it differs, ' end
    || datediff('day', day::date, $day::date) || case datediff('day', day::date, $day::date) when 1 then ' day later' else ' days later' end
from ${rows} join ${fates} using (row_id) join carried_facts c using (row_id)
where carried and c.side = '${side}' and is_listed and ${overs[over]}`;

/** Finds the breaks of earlier days that ended with this one. */
export async function endBreaks(connection: DuckDBConnection, day: string): Promise<void> {
  const statements = [
    ended('ledger', 'ledger_rows', 'ledger_fates', 'known-to-both'),
    ended(
      'transactions',
      'transaction_rows',
      'transaction_fates',
      'known-to-both',
      'transactions',
      'transaction',
    ),
    ended('transactions', 'transaction_rows', 'transaction_fates', 'same-status', 'transactions', 'pair'),
    ended('awaiting', 'awaiting_rows', 'awaiting_fates', 'settled', 'transactions'),
    ended('settlements', 'settlement_rows', 'settlement_fates', 'known-to-both'),
  ];
  for (const statement of statements) await runSql(connection, statement, { day });
}
