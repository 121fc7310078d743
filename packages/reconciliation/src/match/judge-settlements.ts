import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayShape } from './day-shape.ts';
import { runSql } from './run-sql.ts';

const verdicts = `create table settlement_verdicts as
select p.awaiting_row, p.settlement_row, p.rule, s.currency, s.gross, a.currency as transacted_currency, a.gross as transacted,
  s.net_currency, a.fee as transacted_fee, case
    when a.currency <> s.currency then 'CURRENCY_MISMATCH' when a.gross <> s.gross then 'AMOUNT_MISMATCH' else 'FEE_MISMATCH' end as verdict,
  case when a.gross <> s.gross then s.gross - a.gross else s.fee - a.fee end as difference
from settled p join awaiting a on a.row_id = p.awaiting_row join settlement_rows s on s.row_id = p.settlement_row
where not p.is_plain`;

const fatesOfPairs = [
  `insert into settlement_fates
select settlement_row, case when is_plain then 'matched' else 'mismatched' end from settled`,
  `insert into awaiting_fates
select awaiting_row, case when is_plain then 'matched' else 'mismatched' end from settled`,
  `insert into found_breaks
select verdict, case verdict when 'FEE_MISMATCH' then 'fee-as-agreed' else 'settled-as-transacted' end, 'open', true, null,
  case verdict when 'AMOUNT_MISMATCH' then 'settled gross of ' when 'FEE_MISMATCH' then 'settled fee of ' else 'settled currency of ' end
    || rule || ' pair',
  case verdict when 'FEE_MISMATCH' then net_currency else transacted_currency end,
  case verdict when 'CURRENCY_MISMATCH' then abs(transacted) else abs(difference) end,
  case verdict when 'CURRENCY_MISMATCH' then null else difference end, 'settlements', settlement_row, null, awaiting_row, settlement_row,
  case verdict when 'AMOUNT_MISMATCH' then json_object('amount', case when abs(gross) > abs(transacted) then 'over' else 'under' end)
    when 'FEE_MISMATCH' then json_object('transacted', transacted_fee::varchar) else '{}' end
from settlement_verdicts`,
];

/** What Alipay settles without a transaction of the merchant: own books cannot foresee it. docs/wire/statements §11.4 */
const adjustments = [
  `insert into settlement_fates
select row_id, 'adjustment' from open_settlements where kind not in ('payment', 'refund', 'cancel', 'unknown')
union all
select row_id, case when kind in ('account-level', 'provider-rounding') then kind else 'no-money' end
from settlement_rows where kind in ('authorization', 'total', 'failed', 'account-level', 'provider-rounding')`,
  `delete from open_settlements where kind not in ('payment', 'refund', 'cancel', 'unknown')`,
];

const beforeBooks = [
  `insert into settlement_fates select row_id, 'before-books' from open_settlements where occurred_ms < $booksBeginMs::bigint`,
  `delete from open_settlements where occurred_ms < $booksBeginMs::bigint`,
];

/*
 * Without a transaction. Where the transactions of its day, or of the day after, are not all in the books, it waits for them. Without a
 * time of its payment, its day is that of the settlement.
 */
const untransacted = [
  `create table untransacted as
select o.*, coalesce(t.is_over, true) as is_over, t.next_day
from open_settlements o left join day_terms t
  on t.day = coalesce(strftime(make_timestamp((occurred_ms + 28800000) * 1000), '%Y-%m-%d'), o.day)`,
  `insert into found_breaks
select 'SETTLED_BUT_NOT_TRANSACTED', 'known-to-both', case when is_over then 'open' else 'waiting' end, true, next_day,
  'no pair by any key', coalesce(net_currency, currency), abs(coalesce(net, gross, 0)), null, 'settlements', row_id, null, null, row_id, '{}'
from untransacted`,
  `insert into settlement_fates select row_id, case when is_over then 'missing' else 'waiting' end from untransacted`,
];

/*
 * A payment and its cancellation need no settlement as long as neither is settled. Who names nothing known cancelled a payment that never
 * succeeded. What else is not settled is in order until its due day. Where no settlement files are written, nothing is awaited.
 */
const unsettled = [
  `insert into awaiting_fates
select row_id, case
  when not $isAwaited::boolean then 'not-awaited'
  when kind = 'cancel' and row_id not in (select row_id from known_takers)
    and row_id not in (select row_id from carried_facts where not is_netted) then 'netted'
  when due_day < $day then 'missing' else 'waiting' end
from awaiting join day_terms using (day)
where row_id not in (select row_id from awaiting_fates)
  and row_id not in (select row_id from transaction_fates where disposition = 'duplicate')
  and row_id not in (select row_id from netted_awaiting)
union all
select row_id, 'netted' from netted_awaiting
union all
select row_id, 'duplicate' from transaction_fates semi join awaiting using (row_id) where disposition = 'duplicate'`,
  `insert into found_breaks
select 'OVERDUE_SETTLEMENT', 'settled', 'open', true, due_day, 'no settlement by any key', currency, abs(coalesce(gross, 0)), null,
  'transactions', row_id, null, row_id, null, '{}'
from awaiting join day_terms using (day) where row_id in (select row_id from awaiting_fates where disposition = 'missing')`,
];

const netted = `insert into netted_awaiting
with both_open as (
  select taker_row, taken_row from awaiting_takebacks k
  where taker_row not in (select row_id from awaiting_fates) and taken_row not in (select row_id from awaiting_fates)
    and taken_row in (select row_id from awaiting where kind = 'payment')
)
select taker_row as row_id from both_open union all select taken_row from both_open`;

/** Says of each row of comparison 2 what became of it. */
export async function judgeSettlements(
  connection: DuckDBConnection,
  values: {
    readonly day: string;
    readonly booksBeginMs: bigint;
    /** Whether Alipay writes settlement files for this merchant. */
    readonly isAwaited: boolean;
  },
  shape: DayShape,
): Promise<void> {
  if (shape.hasSettlements) {
    const statements = [verdicts, ...fatesOfPairs, ...adjustments, ...beforeBooks, ...untransacted];
    for (const statement of statements) await runSql(connection, statement, values);
  }
  if (shape.hasTakers && values.isAwaited) await runSql(connection, netted);
  for (const statement of unsettled) await runSql(connection, statement, values);
}
