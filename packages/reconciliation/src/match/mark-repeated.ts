import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayShape } from './day-shape.ts';
import { printsPaymentsIds, repeatableKinds } from './payments-ids.ts';
import { isEmpty, runSql } from './run-sql.ts';

/*
 * Rows of one side with the same class and ids, numbered by what they say, so that the order of the file does not matter.
 * `occurrence` is the number within the day, for the ids of breaks. `copy` is the number among rows that cannot be different ones: printed
 * as the same type, with the same ids. docs/wire/statements §11.1
 */
const repeated = (side: 'transaction' | 'settlement', rows: string): string => `insert into repeated_${side}s
with keyed as (select row_id, hash(kind, own_id, provider_id) as key from (${rows})),
shared as (select key from keyed group by key having count(*) > 1),
candidates as (
  select rows.*, ${printsPaymentsIds('rows')} as shares_ids
  from (${rows}) rows semi join (select row_id from keyed semi join shared using (key)) using (row_id)
)
select row_id, carried,
  row_number() over (
    partition by day, kind, own_id, provider_id
    order by occurred_ms, gross, currency, net, original_provider_id, original_own_id, printed_type, file, line
  ) - 1 as occurrence,
  case when kind in ${repeatableKinds} or (own_id is null and provider_id is null) then 0 else row_number() over (
    partition by kind, printed_type, own_id, provider_id, case when shares_ids then [occurred_ms, gross] end
    order by carried desc, day, occurred_ms, gross, currency, net, original_provider_id, original_own_id, file, line
  ) - 1 end as copy
from candidates`;

const markDuplicates = `insert into transaction_fates
select row_id, 'duplicate' from repeated_transactions where copy > 0 and not carried`;

const breakDuplicates = `insert into found_breaks
select 'DUPLICATE_AT_PROVIDER', 'once-at-provider', 'open', true, null, 'same class and ids as another row of the transaction files',
  currency, abs(coalesce(gross, 0)), null, 'transactions', row_id, null, row_id, null, '{}'
from transaction_rows semi join transaction_fates using (row_id)`;

/** Finds rows of transaction and settlement files that are there more than once. Those of transactions are in no comparison. */
export async function markRepeated(
  connection: DuckDBConnection,
  { hasSettlements }: DayShape,
): Promise<void> {
  await runSql(connection, repeated('transaction', 'from transaction_rows union all from awaiting_rows'));
  if (hasSettlements) await runSql(connection, repeated('settlement', 'from settlement_rows'));
  if (await isEmpty(connection, 'repeated_transactions')) return;
  await runSql(connection, markDuplicates);
  await runSql(connection, breakDuplicates);
}
