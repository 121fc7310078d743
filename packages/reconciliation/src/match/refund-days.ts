import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';
import { paymentIdOf } from './shared-ids.ts';

const refundDays = `create table refund_days (
  row_id bigint not null,
  currency varchar,
  epoch_day bigint,
  is_guess boolean not null
)`;

/** Under which ids the payment of a refund may be found: those that it names, its transaction does, or own books do. */
const names = `create table refund_names as
with refunds as (
  select * from transaction_rows where not carried and kind = 'refund'
  union all select * from settlement_rows where not carried and kind = 'refund'
), named as (
  select r.row_id, ${paymentIdOf('r')} as provider_id, r.original_own_id as own_id from refunds r
  union all
  select p.settlement_row, ${paymentIdOf('a')}, a.original_own_id from settled p join awaiting a on a.row_id = p.awaiting_row
  where a.kind = 'refund'
  union all
  select r.row_id, l.original_provider_id, l.original_own_id from refunds r join (
    select kind, own_id, original_provider_id, original_own_id from ledger_rows
    union all select kind, own_id, original_provider_id, original_own_id from earlier_rows where side = 'ledger'
  ) l on l.kind = 'refund' and l.own_id = r.own_id
)
select r.row_id, r.currency, (r.occurred_ms + 28800000) // 86400000 as epoch_day, n.provider_id, n.own_id
from refunds r left join named n using (row_id)`;

const paidIn = (rows: string, where = 'true'): string => `
select provider_id, own_id, (occurred_ms + 28800000) // 86400000 as epoch_day from ${rows}
where kind = 'payment' and occurred_ms is not null and ${where}
  and (provider_id in (select provider_id from refund_names) or own_id in (select own_id from refund_names))`;

/* A payment that was captured on several days has several. Where no file has it, the refund can be of any day up to its own. */
const days = `insert into refund_days
with paid as (${[
  paidIn('transaction_rows'),
  paidIn('awaiting_rows'),
  paidIn('earlier_rows', `side <> 'ledger'`),
].join('\nunion all\n')}
), known as (
  select n.row_id, n.currency, p.epoch_day from refund_names n join paid p using (provider_id)
  union
  select n.row_id, n.currency, p.epoch_day from refund_names n join paid p using (own_id)
)
select row_id, currency, epoch_day, false from known
union all
select distinct row_id, currency, epoch_day, true from refund_names where row_id not in (select row_id from known)`;

/**
 * Finds the days of the payments of today's refunds, as a refund goes by the terms of its payment's day. `is_guess`: no file has the payment.
 *
 * @returns whether there are refunds.
 */
export async function findRefundDays(connection: DuckDBConnection): Promise<boolean> {
  for (const statement of [refundDays, names, days]) await runSql(connection, statement);
  return !(await isEmpty(connection, 'refund_days'));
}
