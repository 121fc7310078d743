import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/* Which payment a row is a refund of, by Alipay's id and by the merchant's; in store Alipay's id of a refund is its payment's. */
const paymentId = `case when family = 'A1' then coalesce(original_provider_id, provider_id) else original_provider_id end`;

const refunds = `create table refunds as
select t.row_id, t.currency, t.gross, t.occurred_ms, t.own_id, p.ledger_row is not null as is_matched,
  coalesce(t.payment_id, case when t.original_own_id is null then l.original_provider_id end) as payment_id,
  coalesce(t.original_own_id, l.original_own_id) as payment_own_id
from (select *, ${paymentId} as payment_id from transaction_rows where not carried and kind in ('refund', 'refund-reversal')) t
  left join pairs p on p.transaction_row = t.row_id left join ledger_rows l on l.row_id = p.ledger_row
where t.row_id not in (select row_id from transaction_fates where disposition = 'duplicate')`;

const paidIn = (rows: string, standing: string): string => `
select 'provider' as key_kind, provider_id as key, currency, gross, ${standing} as standing from ${rows}
where kind = 'payment' and provider_id in (select payment_id from refunds)
union all
select 'own', own_id, currency, gross, ${standing} from ${rows} where kind = 'payment' and own_id in (select payment_own_id from refunds)`;

/** What was paid, as Alipay's transactions say; own books only say it of a payment that Alipay has no row of. */
const paid = `create table paid as
with found as (
${[
  paidIn('transaction_rows', '1'),
  paidIn('awaiting_rows', '1'),
  paidIn('ledger_rows', '3'),
  paidIn('earlier_rows', `case side when 'transactions' then 1 when 'settlements' then 2 else 3 end`),
].join('\nunion all\n')}
), surest as (select * from found qualify rank() over (partition by key_kind, key order by standing) = 1)
select key_kind, key, currency, max(gross) as gross from surest group by key_kind, key, currency`;

/** Each refund with the payment that it is of, the surest key first. What was paid in another currency cannot be compared. */
const linked = `create table linked_refunds as
with keys as (select distinct key_kind, key from paid), found as (
  select r.*, coalesce(a.key_kind, o.key_kind) as key_kind, coalesce(a.key, o.key) as key
  from refunds r left join keys a on a.key_kind = 'provider' and a.key = r.payment_id
    left join keys o on o.key_kind = 'own' and o.key = r.payment_own_id
)
select f.*, p.gross as paid from found f left join paid p using (key_kind, key, currency)`;

const orphans = `insert into found_breaks
select 'ORPHAN_REFUND', 'refund-has-payment', 'open', true, null, 'no payment with the ids that the refund names', currency,
  abs(coalesce(gross, 0)), null, 'transactions', row_id, null, row_id, null,
  json_object('payment', coalesce(payment_id, payment_own_id))
from linked_refunds
where key is null and coalesce(payment_id, payment_own_id) is not null and gross < 0
  and not (is_matched and $isWithinReach)`;

const earlierRefunds = `
select case when payment_id in (select key from linked_refunds where key_kind = 'provider') then 'provider' else 'own' end as key_kind,
  case when payment_id in (select key from linked_refunds where key_kind = 'provider') then payment_id else original_own_id end as key, currency, gross
from (select *, ${paymentId} as payment_id from earlier_rows
  where side = 'transactions' and kind in ('refund', 'refund-reversal') and disposition <> 'duplicate')
where payment_id in (select key from linked_refunds where key_kind = 'provider')
  or original_own_id in (select key from linked_refunds where key_kind = 'own')`;

/** All refunds of a payment, those of earlier days included; the last of the day names the break. */
const excessive = `insert into found_breaks
with sums as (
  select key_kind, key, currency, sum(gross) as refunded from (
    select key_kind, key, currency, gross from linked_refunds where paid is not null
    union all ${earlierRefunds}
  ) group by all
), last_refunds as (
  select * from linked_refunds where paid is not null and gross < 0
  qualify row_number() over (partition by key_kind, key, currency order by occurred_ms desc, own_id desc, row_id desc) = 1
)
select 'OVER_REFUND', 'refunds-within-payment', 'open', true, null, 'all refunds of a payment against it', currency,
  -refunded - paid, refunded + paid, 'transactions', row_id, null, row_id, null,
  json_object('paid', paid::varchar, 'refunded', (-refunded)::varchar)
from last_refunds join sums using (key_kind, key, currency) where -refunded > paid`;

/**
 * Looks at the refunds of the day: each belongs to a payment that some book has, and all of a payment do not exceed it.
 *
 * @param isWithinReach - whether a payment may be older than the books, so that a refund that own books know is no orphan.
 */
export async function checkRefunds(connection: DuckDBConnection, isWithinReach: boolean): Promise<void> {
  for (const statement of [refunds, paid, linked, orphans, excessive]) {
    await runSql(connection, statement, { isWithinReach });
  }
}
