import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/*
 * Candidates of which either side has another candidate, the best first: the same id of Alipay, then what agrees whether the money went
 * back, then the same amount, then the earliest.
 */
const contested = `create or replace temp table contested as
with contested_ids as (
  from found where ledger_row in (select ledger_row from found group by all having count(*) > 1)
    or transaction_row in (select transaction_row from found group by all having count(*) > 1)
)
select c.*, row_number() over (
  order by (l.provider_id = t.provider_id) desc nulls last,
    (l.status = 'succeeded') = (c.transaction_row not in (select taken_row from takebacks)) desc,
    is_plain desc, t.day, t.occurred_ms, t.gross, t.provider_id, t.file, t.line, l.day, l.own_id
) as rank
from contested_ids c join ledger_rows l on l.row_id = ledger_row join transaction_rows t on t.row_id = transaction_row`;

const dropContested =
  'delete from found where (ledger_row, transaction_row) in (select ledger_row, transaction_row from contested)';

/** What is the best candidate of both its rows; the very best of all always is, so each round comes nearer to the end. */
const pairBest = `create or replace temp table best as
select ledger_row, transaction_row, is_plain from contested
qualify row_number() over (partition by ledger_row order by rank) = 1
  and row_number() over (partition by transaction_row order by rank) = 1`;

const round = [
  pairBest,
  'insert into found select ledger_row, transaction_row, is_plain from best',
  `delete from contested where ledger_row in (select ledger_row from best) or transaction_row in (select transaction_row from best)`,
];

/** Leaves in the table `found` each row of both sides at most once. */
export async function keepBestPairs(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, contested);
  if (await isEmpty(connection, 'contested')) return;
  await runSql(connection, dropContested);
  while (!(await isEmpty(connection, 'contested'))) {
    for (const statement of round) await runSql(connection, statement);
  }
}
