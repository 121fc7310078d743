import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/** The same class and ids are settled already: another row of the day has them, or one of an earlier day. */
const settledTwice = [
  `create table earlier_settlements as
select kind, own_id, provider_id, occurred_ms, gross from earlier_rows e
where side = 'settlements' and disposition <> 'duplicate' and exists (select 1 from open_settlements o
  where o.kind = e.kind and o.own_id is not distinct from e.own_id and o.provider_id is not distinct from e.provider_id)`,
  `create table settled_again as
select row_id from open_settlements o
where not carried and (own_id is not null or provider_id is not null)
  and (row_id in (select row_id from repeated_settlements where copy > 0)
  or exists (select 1 from earlier_settlements e where e.kind = o.kind
    and e.own_id is not distinct from o.own_id and e.provider_id is not distinct from o.provider_id
    and (not o.shares_ids or (e.occurred_ms is not distinct from o.occurred_ms and e.gross is not distinct from o.gross))))`,
  `insert into found_breaks
select 'SETTLED_TWICE', 'settled-once', 'open', true, null, 'same class and ids as another row of the settlement files',
  coalesce(net_currency, currency), abs(coalesce(net, gross, 0)), null, 'settlements', row_id, null, null, row_id, '{}'
from open_settlements semi join settled_again using (row_id)`,
  `insert into settlement_fates select row_id, 'duplicate' from settled_again`,
  `delete from open_settlements where row_id in (select row_id from settled_again)`,
];

/** Finds settlements that are there again, among those that no transaction with the same ids awaits. They are no longer open. */
export async function markSettledTwice(connection: DuckDBConnection): Promise<void> {
  for (const statement of settledTwice) await runSql(connection, statement);
}
