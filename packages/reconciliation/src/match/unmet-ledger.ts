import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/** Rows of own books without money that yesterday had no transaction of. */
export const unmetRows = `(select row_id from carried_facts where side = 'ledger' and not is_listed and not is_paired)`;

/* Under the same own id, own books say more today. */
const supersede = `insert into ledger_fates
select row_id, 'no-money' from ledger_rows c where row_id in ${unmetRows}
  and exists (select 1 from ledger_rows l where not l.carried and l.kind = c.kind and l.own_id = c.own_id)`;

/** Leaves aside what own books said yesterday of a payment or refund without money, where they have a record of it today. */
export async function supersedeUnmet(connection: DuckDBConnection): Promise<void> {
  if (await isEmpty(connection, unmetRows)) return;
  await runSql(connection, supersede);
}
