import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';
import { byIds, type TakebackKey } from './takeback-keys.ts';

const namedBy = ({ taker, taken }: TakebackKey): string => `
select c.row_id, c.currency, c.gross, p.currency as taken_currency, p.gross as taken_gross
from (select *, ${taker} as key from takers) c join (select *, ${taken} as key from named_takable) p using (key)`;

/* Of several rows that a taker names, the one that is nearest. */
const unfit = `insert into unfit_takers
select row_id, case
    when currency = taken_currency and gross = -taken_gross then 'DUPLICATE_AT_PROVIDER'
    when currency = taken_currency then 'AMOUNT_MISMATCH' else 'CURRENCY_MISMATCH' end, taken_currency, taken_gross
from (${byIds.map(namedBy).join('\nunion all ')})
qualify row_number() over (
  partition by row_id
  order by (currency = taken_currency and gross = -taken_gross) desc, currency = taken_currency desc, abs(gross + taken_gross), taken_gross
) = 1`;

/**
 * Of the takers that are left, finds those whose ids name a row all the same: it has another amount, or somebody else takes it back. They
 * take nothing back.
 */
export async function findUnfit(connection: DuckDBConnection): Promise<void> {
  if ((await runSql(connection, unfit)) === 0) return;
  await runSql(connection, 'delete from takers where row_id in (select taker_row from unfit_takers)');
}
