import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays } from '../fetch/calendar-day.ts';
import { carriedColumns } from './carried-columns.ts';
import type { DayShape } from './day-shape.ts';
import { coveredDays } from './day-terms.ts';
import type { CarriedRows } from './match-day.ts';
import { runSql } from './run-sql.ts';
import { writeParquet } from './write-parquet.ts';

const coveredTable = 'create table covered (day varchar not null)';

const fromStatements = (no: number, side: string, rows: string, fates: string, repeated: string): string => `
select ${no} as side_no, r.row_id, '${side}' as side, r.day,
  coalesce(c.occurrence, n.occurrence, 0) as occurrence, ${side === 'awaiting' ? "disposition = 'missing'" : 'true'} as is_listed,
  disposition = 'netted' as is_netted, c.paired_status, file, family, batch_id, line, kind, printed_type,
  own_id, provider_id, original_own_id, original_provider_id, null::varchar as status, currency, net_currency, gross, fee, net,
  occurred_ms, settled_ms
from ${rows} r join ${fates} using (row_id) join day_terms d on d.day = r.day
  left join carried_facts c on c.row_id = r.row_id and c.side = '${side}' left join ${repeated} n on n.row_id = r.row_id and not r.carried
where is_kept and disposition in ('waiting', 'missing'${side === 'awaiting' ? ", 'netted'" : ''})`;

const fromLedger = `
select 1 as side_no, r.row_id, 'ledger' as side, r.day, 0 as occurrence, true as is_listed, false as is_netted, kind, own_id, provider_id,
  original_own_id, original_provider_id, status, currency, gross, occurred_ms
from ledger_rows r join ledger_fates using (row_id) join day_terms d on d.day = r.day
where is_kept and disposition in ('waiting', 'missing')`;

const fromDays = `
select 5 as side_no, row_number() over (order by day) as row_id, 'covered' as side, day from covered`;

const carriedOut = ({ hasSettlements }: DayShape): string => `select ${carriedColumns} from (
${fromStatements(2, 'transactions', 'transaction_rows', 'transaction_fates', 'repeated_transactions')}
union all ${fromStatements(3, 'awaiting', 'awaiting', 'awaiting_fates', 'repeated_transactions')}
${hasSettlements ? `union all ${fromStatements(4, 'settlements', 'settlement_rows', 'settlement_fates', 'repeated_settlements')}` : ''}
union all by name ${fromLedger}
union all by name ${fromDays}
) order by side_no, case side when 'ledger' then hash(kind, own_id)::hugeint else row_id end, own_id`;

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
