import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/*
 * Cancellations and reversals of what an earlier day had: own books, of today or of then, must know that the money went back.
 * docs/wire/statements §11.4
 */
const lateTakers = `create table late_takers as
select row_id, 'transactions' as side, kind, own_id, original_provider_id, currency, gross from transaction_rows
where not carried and kind in ('cancel', 'refund-reversal')
  and row_id not in (select taker_row from takebacks)
  and row_id in (select row_id from transaction_fates where disposition in ('netted', 'adjustment'))
union all
select row_id, 'settlements', kind, own_id, original_provider_id, currency, gross from settlement_rows
where not carried and kind = 'refund-reversal' and row_id in (select row_id from settlement_fates where disposition = 'adjustment')`;

/** The own ids that a taker may mean: its own, and that of the refund of the same payment and amount that a transaction file has. */
const meant = `create table late_meant as
select row_id, side, case kind when 'cancel' then 'payment' else 'refund' end as kind, own_id, currency, gross from late_takers
union
select t.row_id, t.side, 'refund', r.own_id, t.currency, t.gross
from late_takers t join (
  select own_id, original_provider_id, currency, gross from awaiting where kind = 'refund'
  union all
  select own_id, original_provider_id, currency, gross from earlier_rows where side = 'transactions' and kind = 'refund'
) r on r.original_provider_id = t.original_provider_id and r.currency = t.currency and r.gross = -t.gross
where t.kind = 'refund-reversal'`;

const known = (rows: string): string => `
select m.row_id, m.side, b.status from late_meant m
  join ${rows} b on b.kind = m.kind and b.own_id = m.own_id and b.currency = m.currency and b.gross = -m.gross`;

const contradicted = `create table late_contradicted as
select row_id, side from (${known('ledger_rows')} union all ${known(`(from earlier_rows where side = 'ledger')`)})
group by row_id, side having bool_and(status = 'succeeded')`;

const breaks = `insert into found_breaks
select 'STATUS_MISMATCH', 'same-status', 'open', true, null, 'status of what an earlier day had', currency, abs(gross), null,
  side, row_id, null, case side when 'transactions' then row_id end, case side when 'settlements' then row_id end,
  json_object('ledgerStatus', 'succeeded', 'provider', 'taken back')
from late_takers semi join late_contradicted using (row_id)`;

const fates = (
  side: 'transaction' | 'settlement',
): string => `update ${side}_fates set disposition = 'mismatched'
where row_id in (select row_id from late_contradicted where side = '${side}s')`;

/** Says whether own books know what Alipay has taken back after the day of the payment or refund. */
export async function judgeLateTakebacks(connection: DuckDBConnection): Promise<void> {
  for (const statement of [
    lateTakers,
    meant,
    contradicted,
    breaks,
    fates('transaction'),
    fates('settlement'),
  ]) {
    await runSql(connection, statement);
  }
}
