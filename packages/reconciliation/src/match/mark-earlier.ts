import type { DuckDBConnection } from '@duckdb/node-api';
import { printsPaymentsIds, repeatableKinds } from './payments-ids.ts';
import { runSql } from './run-sql.ts';

/* Rows of today and of earlier days that are printed as the same type, with the same ids. */
const seenEarlier = `create table seen_earlier as
select t.*, e.occurred_ms is not distinct from t.occurred_ms and e.gross is not distinct from t.gross as is_same_moment
from transaction_rows t join earlier_rows e on e.kind = t.kind and e.printed_type = t.printed_type
  and e.own_id is not distinct from t.own_id and e.provider_id is not distinct from t.provider_id
where e.side = 'transactions' and not t.carried and t.kind not in ${repeatableKinds}
  and (t.own_id is not null or t.provider_id is not null)
  and t.row_id not in (select row_id from transaction_fates)`;

const transactionsAgain = `create table transactions_again as
select distinct row_id from seen_earlier s where is_same_moment or not ${printsPaymentsIds('s')}`;

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
    ...[seenEarlier, transactionsAgain, breakTransactions, ledgerAgain, breakLedger],
    `insert into transaction_fates select row_id, 'duplicate' from transactions_again`,
    `insert into ledger_fates select row_id, 'duplicate' from ledger_again`,
  ];
  for (const statement of statements) await runSql(connection, statement);
}
