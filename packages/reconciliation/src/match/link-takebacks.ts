import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/*
 * A cancellation repeats the ids of its payment (VOID names it as its original), a refund's reversal those of the refund, or those of
 * its payment with the same amount. Only what takes back the whole amount does: anything else is a row of its own.
 * docs/wire/statements §4.1, §9.3, §11.4
 */
const link = (into: string, takers: string, taken: string, fates: string): string => `insert into ${into}
with candidates as (
  select row_id, kind, own_id, provider_id, original_provider_id, currency, gross, day, occurred_ms, file, line
  from ${taken} where kind in ('payment', 'refund') and row_id not in (select row_id from ${fates} where disposition = 'duplicate')
), takers as (
  select * from ${takers} where kind in ('cancel', 'refund-reversal')
    and row_id not in (select row_id from ${fates} where disposition = 'duplicate')
), linked as (
  select c.row_id as taker_row, p.row_id as taken_row, 1 as rank, p.day, p.occurred_ms, c.occurred_ms as taker_ms
  from takers c join candidates p on p.provider_id = c.provider_id and p.currency = c.currency and p.gross = -c.gross
  where p.kind = case c.kind when 'cancel' then 'payment' else 'refund' end
  union all
  select c.row_id, p.row_id, 2, p.day, p.occurred_ms, c.occurred_ms
  from takers c join candidates p on p.provider_id = c.original_provider_id and p.currency = c.currency and p.gross = -c.gross
  where c.kind = 'cancel' and p.kind = 'payment'
  union all
  select c.row_id, p.row_id, 3, p.day, p.occurred_ms, c.occurred_ms
  from takers c join candidates p on p.own_id = c.own_id and p.currency = c.currency and p.gross = -c.gross
  where p.kind = case c.kind when 'cancel' then 'payment' else 'refund' end
    and (c.provider_id is null or p.provider_id is null or c.kind = 'refund-reversal')
  union all
  select c.row_id, p.row_id, 4, p.day, p.occurred_ms, c.occurred_ms
  from takers c join candidates p
    on p.original_provider_id = c.original_provider_id and p.currency = c.currency and p.gross = -c.gross
  where c.kind = 'refund-reversal' and p.kind = 'refund'
), first_taken as (
  select * from linked
  qualify row_number() over (partition by taker_row order by rank, day, occurred_ms, taken_row) = 1
)
select taker_row, taken_row from first_taken
qualify row_number() over (partition by taken_row order by rank, taker_ms, taker_row) = 1`;

/** Finds what the cancellations and reversals of the day take back, among the rows of comparison 1 and among those that await a settlement. */
export async function linkTakebacks(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, link('takebacks', 'transaction_rows', 'transaction_rows', 'transaction_fates'));
  await runSql(connection, link('awaiting_takebacks', 'awaiting', 'awaiting', 'transaction_fates'));
}
