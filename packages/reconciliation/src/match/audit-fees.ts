import type { DuckDBConnection } from '@duckdb/node-api';
import { isFeeKnown } from './known-fee.ts';
import { readSql, runSql } from './run-sql.ts';

/*
 * What the fee is taken of: the gross amount, in the settlement currency where it was exchanged. Net is gross plus fee there.
 * docs/wire/statements §10.3
 */
const audited = (side: string, rows: string, where: string): string => `
select row_id, '${side}' as side, kind, currency, coalesce(net_currency, currency) as fee_currency, fee,
  case when net_currency is null or net_currency = currency then gross else net - fee end as base,
  (occurred_ms + 28800000) // 86400000 as epoch_day, false as is_guess
from ${rows} r where not carried and ${isFeeKnown('r')} and ${where}`;

/* The fee of a payment is negative, as Alipay keeps it. A refund gives its share back, without what is fixed, or nothing. */
const expectedFees = (rows: string): string => `with shares as (
  select *, (abs(base)::hugeint * per_million + 500000) // 1000000 as share
  from (${rows}) join fee_rules using (currency, epoch_day, is_guess) where base is not null
)
select *, case
  when kind = 'payment' then -least(greatest(share + fixed, shares.least), shares.most)
  when is_returned then share else 0 end as expected
from shares`;

const ofKinds = (kinds: string): string => `
  ${audited('transactions', 'transaction_rows', `kind in ${kinds} and row_id not in (select row_id from transaction_fates where disposition = 'duplicate')`)}
  union all
  ${audited(
    'settlements',
    'settlement_rows',
    `kind in ${kinds} and row_id not in (select settlement_row from settled join awaiting a on a.row_id = awaiting_row where ${isFeeKnown('a')})`,
  )}`;

const audit = (kinds: string): string => `create table fee_audit as ${expectedFees(ofKinds(kinds))}`;

/* Of several rules that may apply, that which comes nearest to the printed fee. */
const auditRefunds = `insert into fee_audit
${expectedFees(`select a.* replace (d.epoch_day as epoch_day, d.is_guess as is_guess) from (${ofKinds(`('refund')`)}) a
  join refund_days d using (row_id)`)}
qualify row_number() over (partition by row_id order by abs(fee - expected), expected) = 1`;

const breaks = `insert into found_breaks
select 'FEE_MISMATCH', 'fee-as-agreed', 'open', true, null, 'fee against the contract', fee_currency, abs(fee - expected), fee - expected,
  side, row_id, null, case side when 'transactions' then row_id end, case side when 'settlements' then row_id end,
  json_object('fee', fee::varchar, 'expected', expected::varchar)
from fee_audit where abs(fee - expected) > tolerance`;

const rateAudit = `create table rate_audit as
with exchanged as (
  select row_id, currency, net_currency, net - coalesce(fee, 0) as exchanged, gross, (occurred_ms + 28800000) // 86400000 as epoch_day
  from settlement_rows where not carried and kind in ('payment', 'refund') and gross is not null and net is not null
), expected as (
  select *, sign(gross) * ((abs(gross)::hugeint * numerator * 2 + denominator) // (denominator * 2)) as expected
  from exchanged join rate_rules using (currency, net_currency, epoch_day)
)
select *, exchanged - expected as difference, abs(expected) * tolerance_per_million // 1000000 + 1 as tolerance from expected`;

const rateBreaks = `insert into found_breaks
select 'FX_MISMATCH', 'rate-as-agreed', 'open', true, null, 'exchanged amount against the contract', net_currency, abs(difference), difference,
  'settlements', row_id, null, null, row_id, json_object('exchanged', exchanged::varchar, 'expected', expected::varchar)
from rate_audit where abs(difference) > tolerance`;

const withinTolerance = `select (select count(*) from fee_audit where fee <> expected and abs(fee - expected) <= tolerance)
  + (select count(*) from rate_audit where difference <> 0 and abs(difference) <= tolerance) as rows`;

/**
 * Compares the printed fees and exchange rates with what is agreed.
 *
 * @param hasRefundDays - refunds go by the days of their payments, which are in `refund_days`.
 * @returns how many amounts differ by no more than the tolerance.
 */
export async function auditFees(connection: DuckDBConnection, hasRefundDays: boolean): Promise<number> {
  const audits = hasRefundDays ? [audit(`('payment')`), auditRefunds] : [audit(`('payment', 'refund')`)];
  for (const statement of [...audits, breaks, rateAudit, rateBreaks]) await runSql(connection, statement);
  const [counted] = await readSql<{ rows: bigint }>(connection, withinTolerance);
  return Number(counted?.rows ?? 0n);
}
