import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/*
 * Pairs that need a second look, and what is wrong with them; null where nothing is. `taken`: Alipay has taken the money back in the
 * same files. A reversed refund agrees with one that no file takes back yet, as only settlement files do. `can_wait`: own books say that
 * the money went back, and Alipay may do so behind midnight. docs/wire/statements §11.4
 */
const verdicts = `create table verdicts as
select p.ledger_row, p.transaction_row, p.rule, k.taker_row, l.kind, l.status, k.taker_row is not null as taken,
  t.gross - l.gross as difference, l.currency as ledger_currency, l.gross as ledger_gross, t.currency as currency, t.gross as gross,
  greatest(l.day, t.day) as later_day, least(l.day, t.day) as earlier_day,
  l.status = 'reversed' or (l.status = 'failed' and l.kind = 'refund') as can_wait,
  case
    when l.kind <> t.kind then 'TYPE_MISMATCH'
    when k.taker_row is not null and l.status = 'succeeded' then 'STATUS_MISMATCH'
    when l.status = 'succeeded' or (l.status = 'reversed' and l.kind = 'refund') then case
      when l.currency is distinct from t.currency then 'CURRENCY_MISMATCH'
      when l.gross is distinct from t.gross then 'AMOUNT_MISMATCH' end
    when k.taker_row is not null then null
    else 'STATUS_MISMATCH'
  end as verdict
from (
  from pairs where not is_plain union from pairs where transaction_row in (select taken_row from takebacks)
) p join ledger_rows l on l.row_id = p.ledger_row join transaction_rows t on t.row_id = p.transaction_row
  left join takebacks k on k.taken_row = p.transaction_row`;

/* Money that moved at Alipay alone. It may still be taken back, so both rows go on to the next day, which pairs them anew. */
const untaken = `insert into untaken_pairs
select ledger_row, transaction_row, can_wait and not d.is_over as is_waiting, d.next_day,
  earlier_day in (select day from day_terms where is_kept) as is_kept
from verdicts join day_terms d on d.day = later_day
where verdict = 'STATUS_MISMATCH' and not taken`;

const plainFates = [
  `insert into ledger_fates select ledger_row, 'matched' from pairs`,
  `insert into transaction_fates select transaction_row, 'matched' from pairs`,
];

const fates = [
  `insert into ledger_fates
select ledger_row, 'matched' from pairs anti join verdicts using (ledger_row)
union all
select v.ledger_row, case
  when is_waiting then 'waiting'
  when verdict is not null then 'mismatched'
  when taken and status in ('failed', 'open') then 'no-money'
  when taken and kind = 'payment' then 'netted'
  else 'matched' end
from verdicts v left join untaken_pairs using (ledger_row)`,
  `insert into transaction_fates
select transaction_row, 'matched' from pairs anti join verdicts using (transaction_row)
union all
select v.transaction_row, case
  when is_waiting then 'waiting'
  when verdict is not null then 'mismatched'
  when taken and (kind = 'payment' or status in ('failed', 'open')) then 'netted'
  else 'matched' end
from verdicts v left join untaken_pairs using (ledger_row)`,
  `insert into transaction_fates
select taker_row, case
  when verdict in ('TYPE_MISMATCH', 'STATUS_MISMATCH') then 'mismatched'
  when kind = 'refund' and status = 'reversed' then 'adjustment'
  else 'netted' end
from verdicts where taken`,
];

const breaks = `insert into found_breaks
select verdict, case verdict
    when 'TYPE_MISMATCH' then 'same-type' when 'STATUS_MISMATCH' then 'same-status'
    when 'CURRENCY_MISMATCH' then 'same-currency' else 'same-amount' end,
  case when is_waiting then 'waiting' else 'open' end, true, case when is_waiting then next_day end,
  case verdict when 'TYPE_MISMATCH' then 'class' when 'STATUS_MISMATCH' then 'status'
    when 'CURRENCY_MISMATCH' then 'currency' else 'gross' end || ' of ' || rule || ' pair',
  case verdict when 'STATUS_MISMATCH' then coalesce(currency, ledger_currency) else ledger_currency end,
  case verdict when 'AMOUNT_MISMATCH' then abs(difference)
    when 'STATUS_MISMATCH' then abs(coalesce(gross, ledger_gross)) else abs(ledger_gross) end,
  case verdict when 'AMOUNT_MISMATCH' then difference end,
  'transactions', v.transaction_row, v.ledger_row, v.transaction_row, null,
  case verdict
    when 'AMOUNT_MISMATCH' then json_object('amount', case when abs(gross) > abs(ledger_gross) then 'over' else 'under' end)
    when 'STATUS_MISMATCH' then json_object('ledgerStatus', status, 'provider', case when taken then 'taken back' else 'succeeded' end)
    else '{}' end
from verdicts v left join untaken_pairs using (ledger_row) where verdict is not null`;

/** Says of each pair of comparison 1 whether its sides agree. */
export async function judgePairs(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, verdicts);
  const statements = (await isEmpty(connection, 'verdicts')) ? plainFates : [untaken, ...fates, breaks];
  for (const statement of statements) await runSql(connection, statement);
}
