import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays } from '../fetch/calendar-day.ts';
import { carriedColumns } from './carried-columns.ts';
import type { DayShape } from './day-shape.ts';
import { coveredDays } from './day-terms.ts';
import type { CarriedRows } from './match-day.ts';
import { runSql } from './run-sql.ts';
import { amountsOf } from './tables.ts';
import { writeParquet } from './write-parquet.ts';

const coveredTable = 'create table covered (day varchar not null)';

// What the rows of a group have in common is joined behind the sorting, which then moves less.
const fromStatements = (side: string, rows: string, fates: string, repeated: string): string => `
select '${side}' as side, day, occurrence, is_listed, is_netted, file, family, batch_id, line, kind, printed_type,
  own_id, provider_id, original_own_id, original_provider_id, null::varchar as status, currency, net_currency, ${amountsOf}
from (
  select r.*, coalesce(c.occurrence, n.occurrence, 0) as occurrence, ${side === 'awaiting' ? "disposition = 'missing'" : 'true'} as is_listed,
    disposition = 'netted' as is_netted
  from ${rows} r join (from ${fates} where disposition in ('waiting', 'missing'${side === 'awaiting' ? ", 'netted'" : ''})) f using (row_id)
    left join (from carried_facts where side = '${side}') c using (row_id) left join ${repeated} n using (row_id)
  order by r.row_id
) join row_groups using (group_no)
where row_id >= 0 or day in (select day from day_terms where is_kept)`;

const fromLedger = `
select 'ledger' as side, day, 0 as occurrence, true as is_listed, false as is_netted, kind, own_id, provider_id,
  original_own_id, original_provider_id, status, currency, gross, occurred_ms
from ledger_rows r join (from ledger_fates where disposition in ('waiting', 'missing')) f using (row_id)
where day in (select day from day_terms where is_kept)
order by day, kind, own_id`;

const awaitingStored = `(from transaction_rows_stored where row_id >= 0 union all from awaiting_rows_stored)`;

const carriedOut = ({ hasSettlements }: DayShape): string => `select ${carriedColumns} from (
${fromStatements('transactions', 'transaction_rows_stored', 'transaction_fates', 'repeated_transactions')}
union all ${fromStatements('awaiting', awaitingStored, 'awaiting_fates', 'repeated_transactions')}
${hasSettlements ? `union all ${fromStatements('settlements', 'settlement_rows_stored', 'settlement_fates', 'repeated_settlements')}` : ''}
union all by name (${fromLedger})
union all by name (select 'covered' as side, day from covered order by day)
)`;

/** What is carried, and where it is written. */
export interface CarriedTarget {
  readonly folder: string;
  readonly name: string;
  readonly day: string;
  /** Days whose transactions are all in the books. */
  readonly covered: ReadonlySet<string>;
  readonly shape: DayShape;
}

/** Writes what the next day goes on with, in an order that only depends on what went in. */
export async function writeCarried(
  connection: DuckDBConnection,
  { folder, name, day, covered, shape }: CarriedTarget,
): Promise<CarriedRows> {
  await runSql(connection, coveredTable);
  const appender = await connection.createAppender('covered');
  for (const one of covered) {
    if (one < addDays(day, -coveredDays)) continue;
    appender.appendVarchar(one);
    appender.endRow();
  }
  appender.closeSync();
  return writeParquet(connection, carriedOut(shape), { folder, name });
}
