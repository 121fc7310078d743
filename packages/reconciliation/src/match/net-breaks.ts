import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/* What the reader found it refused the file for, unless a person accepted it. */
const netBreaks = `insert into found_breaks
select 'NET_FORMULA_MISMATCH', 'net-formula', 'open', true, null, 'net against gross, fees and conversion', coalesce(net_currency, currency),
  coalesce(abs(net - expected), 0), net - expected, side, row_id, null, case side when 'transactions' then row_id end,
  case side when 'settlements' then row_id end,
  case when expected is null then '{}' else json_object('expected', expected::varchar) end
from (
  select 'transactions' as side, row_id, currency, net_currency, net from transaction_rows
  union all select 'settlements', row_id, currency, net_currency, net from settlement_rows
) join accepted_nets using (row_id)`;

/** Tells of the rows whose net a person has accepted although it does not follow from the rest. */
export async function findNetMismatches(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, netBreaks);
}
