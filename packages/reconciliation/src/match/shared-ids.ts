import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/*
 * Alipay's ids that refunds have and payments, too: in store a refund has no id of Alipay's but that of its payment, with wallets of some
 * families as well. The newer families give each refund its own id, so only the older ones are looked up. docs/wire/statements §4.1
 */
const sharedIds = `insert into shared_ids
with of_refunds as (
  select distinct provider_id from (from transaction_rows union all from awaiting_rows union all from settlement_rows)
  where kind = 'refund' and family like 'A%' and family <> 'A1' and provider_id is distinct from original_provider_id
)
select distinct provider_id from (
  select provider_id from transaction_rows where kind = 'payment'
  union all select provider_id from awaiting_rows where kind = 'payment'
  union all select provider_id from settlement_rows where kind = 'payment'
  union all select provider_id from ledger_rows where kind = 'payment'
  union all select provider_id from earlier_rows where kind = 'payment'
) semi join of_refunds using (provider_id)`;

/** Finds ids of Alipay that say nothing about a refund, as they are those of its payment. */
export async function findSharedIds(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, 'create table shared_ids (provider_id varchar not null)');
  await runSql(connection, sharedIds);
}

/** Whether a row of a statement is a refund that has no id of Alipay's but that of its payment. */
export const hasPaymentsId = (row: string): string => `coalesce(${row}.kind = 'refund' and (
  ${row}.family = 'A1' or ${row}.provider_id = ${row}.original_provider_id or ${row}.provider_id in (from shared_ids)), false)`;

/** Alipay's id of the payment that a row is about. */
export const paymentIdOf = (row: string): string =>
  `case when ${hasPaymentsId(row)} then coalesce(${row}.original_provider_id, ${row}.provider_id) else ${row}.original_provider_id end`;

/** Alipay's id of the row, where it is one of its own. */
export const keyIdOf = (row: string): string =>
  `case when ${hasPaymentsId(row)} then null else ${row}.provider_id end`;
