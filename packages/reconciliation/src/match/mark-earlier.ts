import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/* Rows whose ids may be those of their payment are the same only if moment and amount are, too. docs/wire/statements §4.2 */
const transactionsAgain = `create table transactions_again as
select t.row_id from transaction_rows t
where not carried and kind not in ('authorization', 'total', 'failed', 'account-level', 'provider-rounding')
  and (own_id is not null or provider_id is not null)
  and exists (select 1 from earlier_rows e
    where e.side = 'transactions' and e.kind = t.kind and e.own_id is not distinct from t.own_id
      and e.provider_id is not distinct from t.provider_id
      and (not (t.kind = 'refund' and t.family = 'A1' and (t.own_id = t.provider_id or t.own_id = t.original_own_id))
        or (e.occurred_ms is not distinct from t.occurred_ms and e.gross is not distinct from t.gross)))
  and row_id not in (select row_id from transaction_fates)`;

const breakTransactions = `insert into found_breaks
select 'DUPLICATE_AT_PROVIDER', 'once-at-provider', 'open', true, null, 'same class and ids as a row of an earlier day',
  currency, abs(coalesce(gross, 0)), null, 'transactions', row_id, null, row_id, null, '{}'
from transaction_rows semi join transactions_again using (row_id)`;

/* A record that was open on an earlier day and has succeeded on this one is no duplicate. */
const ledgerAgain = `create table ledger_again as
select l.row_id from ledger_rows l
where not carried and status = 'succeeded' and (
  exists (select 1 from earlier_rows e
    where e.side = 'ledger' and e.kind = l.kind and e.own_id = l.own_id and e.status = 'succeeded')
  or exists (select 1 from ledger_rows c where c.carried and c.kind = l.kind and c.own_id = l.own_id and c.status = 'succeeded'))`;

const breakLedger = `insert into found_breaks
select 'DUPLICATE_IN_LEDGER', 'once-in-ledger', 'open', true, null, 'same own id as a row of an earlier day',
  currency, abs(gross), null, 'ledger', row_id, row_id, null, null, '{}'
from ledger_rows semi join ledger_again using (row_id)`;

/** Finds rows of the day that an earlier day had already. They are in no comparison. */
export async function markEarlier(connection: DuckDBConnection): Promise<void> {
  const statements = [
    ...[transactionsAgain, breakTransactions, ledgerAgain, breakLedger],
    `insert into transaction_fates select row_id, 'duplicate' from transactions_again`,
    `insert into ledger_fates select row_id, 'duplicate' from ledger_again`,
  ];
  for (const statement of statements) await runSql(connection, statement);
}
