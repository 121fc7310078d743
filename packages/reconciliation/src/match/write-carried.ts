import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays } from '../fetch/calendar-day.ts';
import { assertWritten, countSides, type SideCounts } from './assert-written.ts';
import type { BatchAccount } from './batch-account.ts';
import { carriedBatches, countBatches, storeBatches } from './carried-batches.ts';
import { carriedColumns } from './carried-columns.ts';
import { carriedFiles } from './carried-files.ts';
import type { DayBalances, SideBalance } from './day-result.ts';
import type { DayShape } from './day-shape.ts';
import { coveredDays } from './day-terms.ts';
import type { CarriedRows } from './match-day.ts';
import { readSql, runSql } from './run-sql.ts';
import { amountsOf } from './tables.ts';
import { writeParquet } from './write-parquet.ts';

const coveredTable = 'create table covered (day varchar not null)';

const untaken = (side: 'ledger' | 'transaction'): string =>
  `row_id in (select ${side}_row from untaken_pairs where is_waiting or is_kept)`;

/** What waits, pairs whose money may still go back, and what own books have no money of. */
function goesOn(side: string): string {
  const waits = `disposition in ('waiting', 'missing'${side === 'awaiting' ? ", 'netted'" : ''})`;
  if (side === 'ledger') return `${waits} or ${untaken('ledger')} or row_id in (from unmet_ledger)`;
  return side === 'transactions' ? `${waits} or ${untaken('transaction')}` : waits;
}

const besidesCount = `select (select count(*) from untaken_pairs where is_kept and not is_waiting)::integer as pairs,
  (select count(*) from unmet_ledger)::integer as unmet`;

// What the rows of a group have in common is joined behind the sorting, which then moves less.
const fromStatements = (side: string, rows: string, fates: string, repeated: string): string => `
select '${side}' as side, day, occurrence, is_listed, is_netted, is_paired, file, family, batch_id, line, kind, printed_type,
  own_id, provider_id, original_own_id, original_provider_id, null::varchar as status, currency, net_currency, ${amountsOf}
from (
  select r.*, coalesce(c.occurrence, n.occurrence, 0) as occurrence, ${side === 'awaiting' ? "disposition = 'missing'" : 'true'} as is_listed,
    disposition = 'netted' as is_netted, ${side === 'transactions' ? untaken('transaction') : 'false'} as is_paired
  from ${rows} r join (from ${fates} where ${goesOn(side)}) f using (row_id)
    left join (from carried_facts where side = '${side}') c using (row_id) left join ${repeated} n using (row_id)
  order by r.row_id
) join row_groups using (group_no)
where row_id >= 0 or day in (select day from day_terms where is_kept)`;

const fromLedger = `
select 'ledger' as side, day, 0 as occurrence, not is_paired and disposition <> 'no-money' as is_listed, false as is_netted, is_paired,
  kind, own_id, provider_id, original_own_id, original_provider_id, status, currency, gross, occurred_ms
from ledger_rows r join (select *, ${untaken('ledger')} as is_paired from ledger_fates where ${goesOn('ledger')}) f using (row_id)
where day in (select day from day_terms where is_kept)
order by day, kind, own_id`;

const awaitingStored = `(from transaction_rows_stored where row_id >= 0 union all from awaiting_rows_stored)`;

const carriedOut = ({ hasSettlements }: DayShape): string => `select ${carriedColumns} from (
${fromStatements('transactions', 'transaction_rows_stored', 'transaction_fates', 'repeated_transactions')}
union all ${fromStatements('awaiting', awaitingStored, 'awaiting_fates', 'repeated_transactions')}
${hasSettlements ? `union all ${fromStatements('settlements', 'settlement_rows_stored', 'settlement_fates', 'repeated_settlements')}` : ''}
union all by name (${fromLedger})
union all by name (${carriedBatches})
union all by name (${carriedFiles})
union all by name (select 'covered' as side, day from covered order by day)
)`;

/* Rows that wait and are no longer kept. */
const droppedRows = `(
select 'ledger' as side, day from ledger_rows semi join (from ledger_fates where disposition in ('waiting', 'missing')) using (row_id)
union all
select 'transactions', day from transaction_rows
  semi join (from transaction_fates where disposition in ('waiting', 'missing')) using (row_id)
union all
select 'awaiting', day from awaiting_rows
  semi join (from awaiting_fates where disposition in ('waiting', 'missing', 'netted')) using (row_id)
union all
select 'settlements', day from settlement_rows
  semi join (from settlement_fates where disposition in ('waiting', 'missing')) using (row_id)
) where day not in (select day from day_terms where is_kept)`;

/** What is carried besides rows that wait. */
interface BesidesCount {
  readonly pairs: number;
  readonly unmet: number;
}

/** What is carried, and where it is written. */
export interface CarriedTarget {
  readonly folder: string;
  readonly name: string;
  readonly day: string;
  /** Days whose transactions are all in the books. */
  readonly covered: ReadonlySet<string>;
  readonly batches: readonly BatchAccount[];
  /** How many files rows wait for; they are in `awaited_files`. */
  readonly files: number;
  readonly shape: DayShape;
  /** What became of the rows, to count what is written. */
  readonly balances: DayBalances;
}

/**
 * Writes what the next day goes on with, in an order that only depends on what went in.
 *
 * @throws ReconciliationError `ERR_MATCH_UNBALANCED` where the file does not hold all of it.
 */
export async function writeCarried(
  connection: DuckDBConnection,
  { folder, name, day, covered, batches, files, shape, balances }: CarriedTarget,
): Promise<CarriedRows> {
  const kept = [...covered].filter((one) => one >= addDays(day, -coveredDays));
  await storeCovered(connection, kept);
  await storeBatches(connection, batches);
  const carried = await writeParquet(connection, carriedOut(shape), { folder, name });
  const [besides = { pairs: 0, unmet: 0 }] = await readSql<BesidesCount>(connection, besidesCount);
  const counts = waitingCounts(balances, await countSides(connection, droppedRows), besides);
  const others = { covered: kept.length, file: files, ...countBatches(batches) };
  await assertWritten(connection, carried, { ...counts, ...others });
  return carried;
}

async function storeCovered(connection: DuckDBConnection, days: readonly string[]): Promise<void> {
  await runSql(connection, coveredTable);
  const appender = await connection.createAppender('covered');
  for (const day of days) {
    appender.appendVarchar(day);
    appender.endRow();
  }
  appender.closeSync();
}

function waitingCounts(
  { ledger, transactions, unsettled, settlements }: DayBalances,
  dropped: SideCounts,
  { pairs, unmet }: BesidesCount,
): SideCounts {
  const count = ({ by }: SideBalance, side: string, others = 0): number =>
    (by.waiting?.rows ?? 0) + (by.missing?.rows ?? 0) + others - (dropped[side] ?? 0);
  return {
    ledger: count(ledger, 'ledger', pairs + unmet),
    transactions: count(transactions, 'transactions', pairs),
    awaiting: count(unsettled, 'awaiting', unsettled.by.netted?.rows ?? 0),
    settlements: count(settlements, 'settlements'),
  };
}
