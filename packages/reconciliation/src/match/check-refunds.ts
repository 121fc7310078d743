import type { DuckDBConnection } from '@duckdb/node-api';
import { givenEarlier, givenToday } from './given-back.ts';
import { paidAmounts, paymentKeys, payments } from './paid-amounts.ts';
import { isEmpty, runSql } from './run-sql.ts';

/** What was given back with the payment that it is of, the surest key first. What was paid in another currency cannot be compared. */
const linked = `create table linked_refunds as
with found as (
  select g.*, coalesce(a.payment, o.payment) as payment
  from given_back g left join payment_keys a on a.key_kind = 'provider' and a.key = g.payment_id
    left join payment_keys o on o.key_kind = 'own' and o.key = g.payment_own_id
)
select f.*, a.paid
from found f left join paid_amounts a using (payment, currency)`;

const orphans = `insert into found_breaks
select 'ORPHAN_REFUND', 'refund-has-payment', 'open', true, null, 'no payment with the ids that the refund names', currency,
  abs(coalesce(gross, 0)), null, 'transactions', row_id, null, row_id, null,
  json_object('payment', coalesce(payment_id, payment_own_id))
from linked_refunds
where row_id is not null and kind = 'refund' and gross < 0 and payment is null and coalesce(payment_id, payment_own_id) is not null
  and not (is_matched and $isWithinReach)`;

const given = (kinds: string, name: string): string =>
  `coalesce(-sum(gross) filter (kind in (${kinds})), 0) as ${name}`;

/*
 * All that was given back of a payment, on earlier days as well; the last of today names the break. Cancellations alone that exceed a
 * payment are doubled, or over another amount: another question.
 */
const excessive = `insert into found_breaks
with sums as (
  select payment, currency, -sum(gross) as given, ${given(`'refund', 'refund-reversal'`, 'refunded')},
    ${given(`'cancel'`, 'cancelled')}, ${given(`'dispute', 'dispute-reversal'`, 'disputed')}
  from linked_refunds where paid is not null group by all
), last_given as (
  from linked_refunds where row_id is not null and paid is not null and gross < 0
  qualify row_number() over (partition by payment, currency order by occurred_ms desc, own_id desc, row_id desc) = 1
)
select 'OVER_REFUND', 'refunds-within-payment', 'open', true, null, 'all refunds of a payment against it', currency,
  given - paid, paid - given, 'transactions', row_id, null, row_id, null,
  json_merge_patch('{}', json_object('paid', paid::varchar, 'refunded', refunded::varchar,
    'cancelled', nullif(cancelled, 0)::varchar, 'disputed', nullif(disputed, 0)::varchar))
from last_given join sums using (payment, currency) where given > paid and (refunded > 0 or disputed > 0)`;

/**
 * Looks at what the day gives back: each refund belongs to a payment that some book has, and refunds, cancellations and disputes of a payment
 * do not exceed it.
 *
 * @param isWithinReach - whether a payment may be older than the books, so that a refund that own books know is no orphan.
 */
export async function checkRefunds(connection: DuckDBConnection, isWithinReach: boolean): Promise<void> {
  await runSql(connection, givenToday);
  if (await isEmpty(connection, 'given_back')) return;
  if (!(await isEmpty(connection, 'earlier_rows'))) await runSql(connection, givenEarlier);
  for (const statement of [payments, paymentKeys, paidAmounts, linked, orphans, excessive]) {
    await runSql(connection, statement, { isWithinReach });
  }
}
