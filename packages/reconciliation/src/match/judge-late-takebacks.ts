import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/*
 * Cancellations and reversals of what an earlier day had: own books, of today or of then, must know that the money went back.
 * docs/wire/statements §11.4
 */
const takerColumns =
  'own_id, provider_id, original_provider_id, currency, -gross as taken_gross, occurred_ms';
const takenKind = `case kind when 'cancel' then 'payment' else 'refund' end as kind`;

const lateTakers = `create table late_takers as
select row_id, 'transactions' as side, ${takenKind}, ${takerColumns} from transaction_rows
where not carried and kind in ('cancel', 'refund-reversal')
  and row_id not in (select taker_row from takebacks)
  and row_id in (select row_id from transaction_fates where disposition in ('netted', 'adjustment'))
union all
select row_id, 'settlements', ${takenKind}, ${takerColumns} from settlement_rows
where not carried and kind = 'refund-reversal' and row_id in (select row_id from settlement_fates where disposition = 'adjustment')`;

const own = 'own_id, provider_id, original_provider_id, currency, gross, status';

/** Payments and refunds of own books that may be meant, each with the newest that own books say of it. */
const lateBooks = `create table late_books as
select kind, ${own} from (
  select kind, ${own}, day from ledger_rows where kind in (select kind from late_takers)
  union all
  select kind, ${own}, day from earlier_rows where side = 'ledger' and kind in (select kind from late_takers)
)
where gross in (select taken_gross from late_takers) or own_id in (select own_id from late_taken)
qualify row_number() over (partition by kind, own_id order by day desc, status <> 'succeeded' desc) = 1`;

/** What transaction files have under the ids that a taker names: where its own id is not that of own books, it leads there. */
const lateTaken = `create table late_taken as
with named as (select unnest([provider_id, original_provider_id]) as id from late_takers)
select kind, own_id, provider_id, original_provider_id, currency, gross from (
  select kind, own_id, provider_id, original_provider_id, currency, gross from awaiting
  union
  select kind, own_id, provider_id, original_provider_id, currency, gross from earlier_rows where side = 'transactions'
) where provider_id in (from named) or (kind = 'refund' and original_provider_id in (from named))`;

const sameMoney = (rows: string): string =>
  `${rows}.kind = t.kind and ${rows}.currency = t.currency and ${rows}.gross = t.taken_gross`;

/** By ids of its own: the own id, unless Alipay's ids contradict, or Alipay's id, or through the transaction that it takes back. */
const meantById = `create table late_meant as
select t.row_id, t.side, b.own_id, b.status from late_takers t join late_books b on ${sameMoney('b')} and b.own_id = t.own_id
where t.kind = 'refund' or t.provider_id is null or b.provider_id is null or b.provider_id in (t.provider_id, t.original_provider_id)
union
select t.row_id, t.side, b.own_id, b.status from late_takers t join late_books b on ${sameMoney('b')} and b.provider_id = t.provider_id
union
select t.row_id, t.side, b.own_id, b.status from late_takers t
  join late_books b on ${sameMoney('b')} and b.provider_id = t.original_provider_id
where t.kind = 'payment'
union
select t.row_id, t.side, b.own_id, b.status from late_takers t
  join late_taken p on ${sameMoney('p')} and p.provider_id = t.provider_id
  join late_books b on b.kind = p.kind and b.own_id = p.own_id
union
select t.row_id, t.side, b.own_id, b.status from late_takers t
  join late_taken p on ${sameMoney('p')} and p.provider_id = t.original_provider_id
  join late_books b on b.kind = p.kind and b.own_id = p.own_id
where t.kind = 'payment'`;

/*
 * Reversals whose ids name no refund: any refund of the payment over the amount. As many of them as have been reversed so far must be
 * reversed in own books, too, today's the last.
 */
const meantByPayment = `create table late_by_payment as
with refunds as (
  select distinct original_provider_id, currency, gross, own_id, status from (
    select original_provider_id, currency, gross, own_id, status from late_books where kind = 'refund'
    union all
    select p.original_provider_id, p.currency, p.gross, b.own_id, b.status
    from late_taken p join late_books b on b.kind = 'refund' and b.own_id = p.own_id and b.gross = p.gross and b.currency = p.currency
    where p.kind = 'refund'
  ) where original_provider_id is not null
), known as (
  select original_provider_id, currency, gross as taken_gross, count(*) filter (status <> 'succeeded') as reversed, count(*) as refunds
  from refunds group by all
), earlier as (
  select side, original_provider_id, currency, -gross as taken_gross, count(*) as takers from (
    select side, original_provider_id, currency, gross from earlier_rows where kind = 'refund-reversal' and disposition <> 'duplicate'
    union all
    select 'transactions', original_provider_id, currency, gross from transaction_rows
    where kind = 'refund-reversal' and row_id in (select taker_row from takebacks)
  ) group by all
), numbered as (
  select *, row_number() over (
    partition by side, original_provider_id, currency, taken_gross
    order by (row_id, side) in (select (row_id, side) from late_meant) desc, occurred_ms, own_id, provider_id, row_id
  ) as number
  from late_takers where kind = 'refund'
)
select n.row_id, n.side
from numbered n join known k using (original_provider_id, currency, taken_gross)
  left join earlier e using (side, original_provider_id, currency, taken_gross)
where (n.row_id, n.side) not in (select (row_id, side) from late_meant)
  and n.number + coalesce(e.takers, 0) > k.reversed and k.refunds > k.reversed`;

const contradicted = `create table late_contradicted as
select row_id, side from late_meant group by row_id, side having bool_and(status = 'succeeded')
union all
select row_id, side from late_by_payment`;

const breaks = `insert into found_breaks
select 'STATUS_MISMATCH', 'same-status', 'open', true, null, 'status of what an earlier day had', currency, abs(taken_gross), null,
  side, row_id, null, case side when 'transactions' then row_id end, case side when 'settlements' then row_id end,
  json_object('ledgerStatus', 'succeeded', 'provider', 'taken back')
from late_takers semi join late_contradicted using (row_id, side)`;

const fates = (
  side: 'transaction' | 'settlement',
): string => `update ${side}_fates set disposition = 'mismatched'
where row_id in (select row_id from late_contradicted where side = '${side}s')`;

/** Says whether own books know what Alipay has taken back after the day of the payment or refund. */
export async function judgeLateTakebacks(connection: DuckDBConnection): Promise<void> {
  const found = [lateTakers, lateTaken, lateBooks, meantById, meantByPayment, contradicted];
  for (const statement of [...found, breaks, fates('transaction'), fates('settlement')]) {
    await runSql(connection, statement);
  }
}
