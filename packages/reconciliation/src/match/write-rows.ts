import type { DuckDBConnection } from '@duckdb/node-api';
import { addedCounts, assertWritten } from './assert-written.ts';
import type { DayBalances } from './day-result.ts';
import type { CarriedRows } from './match-day.ts';
import { amountsOf } from './tables.ts';
import { writeParquet } from './write-parquet.ts';

// What the rows of a group have in common is joined behind the sorting, which then moves less.
const ofStatements = (
  side: string,
  rows: string,
  fates: string,
  settlement: string,
  join: string,
): string => `
select '${side}' as side, day, disposition, settlement_disposition, file, family, batch_id, line, kind, printed_type, own_id, provider_id,
  original_own_id, original_provider_id, null::varchar as status, currency, net_currency, ${amountsOf}
from (
  select r.*, f.disposition, ${settlement} as settlement_disposition
  from ${rows}_stored r join ${fates} f using (row_id) ${join} order by r.row_id
) join row_groups using (group_no) where not carried`;

const ofLedger = `
select 'ledger' as side, day, disposition, kind, own_id, provider_id, original_own_id, original_provider_id, status, currency, gross,
  occurred_ms
from (select * from ledger_rows r join ledger_fates using (row_id) where not carried order by hash(kind, own_id), own_id, kind)`;

const rowsOfDay = `
${ofStatements('transactions', 'transaction_rows', 'transaction_fates', 'a.disposition', 'left join awaiting_fates a using (row_id)')}
union all ${ofStatements('settlements', 'settlement_rows', 'settlement_fates', 'null::varchar', '')}
union all by name ${ofLedger}`;

/**
 * Writes all rows of the day with what became of them: `disposition` in comparison 1 (of settlements in comparison 2), and
 * `settlement_disposition` of transactions in comparison 2. Carried rows are in the file of their own day.
 *
 * @throws ReconciliationError `ERR_MATCH_UNBALANCED` where the file does not hold every row that was added.
 */
export async function writeRows(
  connection: DuckDBConnection,
  target: { readonly folder: string; readonly name: string },
  balances: DayBalances,
): Promise<CarriedRows> {
  const rows = await writeParquet(connection, rowsOfDay, target);
  await assertWritten(connection, rows, addedCounts(balances));
  return rows;
}
