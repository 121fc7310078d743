import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayShape } from './day-shape.ts';
import { judgeUnfit } from './judge-unfit.ts';
import { isEmpty, runSql } from './run-sql.ts';

/** Payments that were taken back before own books heard of them: net zero, whatever the books say. */
const takenBack = [
  `insert into transaction_fates
select row_id, 'netted' from open_transactions where row_id in (select taken_row from takebacks)
union all
select taker_row, 'netted' from takebacks where taken_row in (select row_id from open_transactions)`,
  `delete from open_transactions where row_id in (select taken_row from takebacks)`,
];

/*
 * Own books say that the money moved, the transaction files have nothing but a cancellation or a failure with the same ids. A failure of an
 * earlier day is here for a row of own books that waits for the attempt behind it.
 */
const contradicted = `create table contradicted as
select l.row_id as ledger_row, t.row_id as transaction_row, t.kind
from open_ledger l join transaction_rows t
  on t.own_id = l.own_id and (t.provider_id is null or l.provider_id is null or t.provider_id = l.provider_id)
where l.status = 'succeeded' and (not t.carried or t.kind = 'failed')
  and ((t.kind = 'cancel' and l.kind = 'payment') or (t.kind = 'failed' and t.gross = l.gross))
  and t.row_id not in (select taker_row from takebacks) and t.row_id not in (select row_id from transaction_fates)
qualify row_number() over (
    partition by l.row_id order by t.kind, (t.gross = -l.gross and t.currency = l.currency) desc nulls last, t.occurred_ms, t.file, t.line
  ) = 1
  and row_number() over (partition by t.row_id order by l.occurred_ms, l.own_id) = 1`;

/* Behind an attempt that failed, another may succeed after midnight: both rows go on to the next day, which looks for it. */
const failedAttempts = `insert into untaken_pairs
select ledger_row, transaction_row, not d.is_over, d.next_day, least(l.day, t.day) in (select day from day_terms where is_kept)
from contradicted c join ledger_rows l on l.row_id = ledger_row join transaction_rows t on t.row_id = transaction_row
  join day_terms d on d.day = greatest(l.day, t.day)
where c.kind = 'failed'`;

const fromContradicted = [
  failedAttempts,
  `insert into found_breaks
select 'STATUS_MISMATCH', 'same-status', case when is_waiting then 'waiting' else 'open' end, true, case when is_waiting then next_day end,
  'status of own-id pair', l.currency, abs(l.gross), null, 'transactions', c.transaction_row, ledger_row, c.transaction_row, null,
  json_object('ledgerStatus', l.status, 'provider', case c.kind when 'cancel' then 'taken back' else 'failed' end)
from contradicted c join ledger_rows l on l.row_id = ledger_row left join untaken_pairs using (ledger_row)`,
  ...['ledger', 'transaction'].map(
    (
      side,
    ) => `insert into ${side}_fates select c.${side}_row, case when is_waiting then 'waiting' else 'mismatched' end
from contradicted c left join untaken_pairs using (ledger_row)`,
  ),
  `delete from open_ledger where row_id in (select ledger_row from contradicted)`,
];

/* The transaction may be behind midnight, so what has no money goes on to the next day, which looks for it. */
const withoutMoney = [
  `insert into unmet_ledger
select row_id from open_ledger join day_terms using (day) where status <> 'succeeded' and not is_over and is_kept`,
  `insert into ledger_fates select row_id, 'no-money' from open_ledger where status <> 'succeeded'`,
  `delete from open_ledger where status <> 'succeeded'`,
];

/** Whether files have the id that a refund of own books has as that of a refund; it may be that of its payment. docs/wire/statements §4.1 */
const isRefundsId = ['transaction_rows', 'earlier_rows']
  .map(
    (
      rows,
    ) => `exists (select 1 from ${rows} r where r.kind = 'refund' and r.family like 'B%' and r.provider_id = o.provider_id
      and r.provider_id is distinct from r.original_provider_id)`,
  )
  .join(' or ');

/* Another row of own books has the same id of Alipay and is paired, or comes first, if need be on an earlier day. */
const duplicatesInLedger = [
  `create table ledger_duplicates as
select row_id, false as is_earlier from open_ledger o
where provider_id is not null
  and (kind = 'payment' or ${isRefundsId})
  and (
    exists (select 1 from ledger_rows p join pairs on ledger_row = p.row_id
      where p.kind = o.kind and p.provider_id = o.provider_id and p.status = 'succeeded')
    or exists (select 1 from open_ledger p where p.kind = o.kind and p.provider_id = o.provider_id
      and (p.day, p.occurred_ms, p.own_id) < (o.day, o.occurred_ms, o.own_id))
    or exists (select 1 from earlier_rows p where p.side = 'ledger' and p.kind = o.kind and p.provider_id = o.provider_id
      and p.status = 'succeeded' and p.disposition <> 'duplicate' and p.own_id <> o.own_id and p.day < o.day)
  )`,
  `insert into found_breaks
select 'DUPLICATE_IN_LEDGER', 'once-in-ledger', 'open', true, null, 'same provider id as another row of own books',
  currency, abs(gross), null, 'ledger', row_id, row_id, null, null, '{}'
from open_ledger semi join ledger_duplicates using (row_id)`,
  `insert into ledger_fates select row_id, 'duplicate' from ledger_duplicates`,
  `delete from open_ledger where row_id in (select row_id from ledger_duplicates)`,
];

const missing = (side: 'ledger' | 'transactions'): string => `insert into found_breaks
select ${side === 'ledger' ? "'MISSING_AT_PROVIDER'" : "'MISSING_IN_LEDGER'"}, 'known-to-both',
  case when is_over then 'open' else 'waiting' end, true, next_day, 'no pair by any key', currency, abs(coalesce(gross, 0)), null,
  '${side}', row_id, ${side === 'ledger' ? 'row_id, null' : 'null, row_id'}, null, '{}'
from open_${side} join day_terms using (day)`;

const missingFates = (side: 'ledger' | 'transaction', rows: string): string => `insert into ${side}_fates
select row_id, case when is_over then 'missing' else 'waiting' end from ${rows} join day_terms using (day)`;

/*
 * What is in no comparison with own books. A cancellation that names nothing known is one of a payment that never succeeded.
 */
const otherKinds = `insert into transaction_fates
select row_id, case
  when kind in ('authorization', 'total', 'failed') then 'no-money'
  when kind = 'cancel' then 'netted'
  when kind = 'account-level' then 'account-level'
  when kind = 'provider-rounding' then 'provider-rounding'
  else 'adjustment' end
from transaction_rows anti join transaction_fates using (row_id)
where kind not in ('payment', 'refund', 'unknown')`;

/** Says what becomes of the rows of comparison 1 that have no counterpart. */
export async function judgeUnpaired(connection: DuckDBConnection, { hasTakers }: DayShape): Promise<void> {
  if (hasTakers) {
    await runAll(connection, takenBack);
    await judgeUnfit(connection);
  }
  if (!(await isEmpty(connection, 'open_ledger'))) {
    await runAll(connection, [contradicted, ...fromContradicted, ...withoutMoney, ...duplicatesInLedger]);
    await runAll(connection, [missing('ledger'), missingFates('ledger', 'open_ledger')]);
  }
  if (!(await isEmpty(connection, 'open_transactions'))) {
    await runAll(connection, [missing('transactions'), missingFates('transaction', 'open_transactions')]);
  }
  await runSql(connection, otherKinds);
}

async function runAll(connection: DuckDBConnection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runSql(connection, statement);
}
