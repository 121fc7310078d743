import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/* Own books expect nothing of it, so all of it is at stake. */
const breaks = `insert into found_breaks
select verdict, case verdict
    when 'AMOUNT_MISMATCH' then 'same-amount' when 'CURRENCY_MISMATCH' then 'same-currency' else 'once-at-provider' end,
  'open', true, null, case verdict
    when 'AMOUNT_MISMATCH' then 'gross of ' when 'CURRENCY_MISMATCH' then 'currency of ' else 'once more, ' end || 'what is taken back',
  t.currency, abs(coalesce(t.gross, 0)), case verdict when 'AMOUNT_MISMATCH' then t.gross end, 'transactions', row_id, null, row_id, null,
  case verdict
    when 'AMOUNT_MISMATCH' then json_object(
      'amount', case when abs(t.gross) > abs(taken_gross) then 'over' else 'under' end, 'original', abs(taken_gross)::varchar)
    when 'CURRENCY_MISMATCH' then json_object('originalCurrency', taken_currency)
    else '{}' end
from unfit_takers join transaction_rows t on row_id = taker_row where not carried`;

const fates = `insert into transaction_fates
select row_id, 'mismatched' from transaction_rows where not carried and row_id in (select taker_row from unfit_takers)`;

/** Says of the cancellations and reversals of the day that take back what they cannot that they do. docs/wire/statements §11.4 */
export async function judgeUnfit(connection: DuckDBConnection): Promise<void> {
  if (await isEmpty(connection, 'unfit_takers')) return;
  for (const statement of [breaks, fates]) await runSql(connection, statement);
}
