import type { DuckDBConnection } from '@duckdb/node-api';
import type { CarriedRows } from './match-day.ts';
import { writeParquet } from './write-parquet.ts';

const ofStatements = (
  no: number,
  side: string,
  rows: string,
  fates: string,
  settlement: string,
  join: string,
): string => `
select ${no} as side_no, r.row_id, '${side}' as side, day, f.disposition, ${settlement} as settlement_disposition, file, family, batch_id, line,
  kind, printed_type, own_id, provider_id, original_own_id, original_provider_id, null::varchar as status, currency, net_currency,
  gross, fee, net, occurred_ms, settled_ms
from ${rows} r join ${fates} f using (row_id) ${join}
where not carried`;

const rowsOfDay = `select * exclude (side_no, row_id) from (
${ofStatements(2, 'transactions', 'transaction_rows', 'transaction_fates', 'a.disposition', 'left join awaiting_fates a using (row_id)')}
union all ${ofStatements(3, 'settlements', 'settlement_rows', 'settlement_fates', 'null', '')}
union all by name
select 1 as side_no, r.row_id, 'ledger' as side, day, disposition, kind, own_id, provider_id, original_own_id, original_provider_id, status,
  currency, gross, occurred_ms
from ledger_rows r join ledger_fates using (row_id) where not carried
) order by side_no, case side when 'ledger' then hash(kind, own_id)::hugeint else row_id end, own_id`;

/**
 * Writes all rows of the day with what became of them: `disposition` in comparison 1 (of settlements in comparison 2), and
 * `settlement_disposition` of transactions in comparison 2. Carried rows are in the file of their own day.
 */
export function writeRows(
  connection: DuckDBConnection,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<CarriedRows> {
  return writeParquet(connection, rowsOfDay, { folder, name });
}
