import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../ledger/sql-text.ts';
import { rowsDigest } from './rows-digest.ts';
import { isEmpty, runSql } from './run-sql.ts';

const table = `create table earlier_rows (
  side varchar not null,
  day varchar not null,
  disposition varchar not null,
  kind varchar not null,
  printed_type varchar,
  own_id varchar,
  provider_id varchar,
  original_own_id varchar,
  original_provider_id varchar,
  family varchar,
  status varchar,
  currency varchar,
  net_currency varchar,
  gross bigint,
  net bigint,
  occurred_ms bigint,
  batch_id varchar
)`;

const columns = `side, day, disposition, kind, printed_type, own_id, provider_id, original_own_id, original_provider_id, family, status,
  currency, net_currency, gross, net, occurred_ms, batch_id`;

/** Ids that refunds, cancellations and disputes of today name: of themselves and of their payments. */
const ids = `create table earlier_ids as
select distinct id from (
  select unnest([own_id, provider_id, original_own_id, original_provider_id]) as id from (
    select kind, own_id, provider_id, original_own_id, original_provider_id from ledger_rows
    union all select kind, own_id, provider_id, original_own_id, original_provider_id from transaction_rows
    union all select kind, own_id, provider_id, original_own_id, original_provider_id from awaiting_rows
    union all select kind, own_id, provider_id, original_own_id, original_provider_id from settlement_rows
  ) where kind in ('refund', 'refund-reversal', 'cancel', 'dispute', 'dispute-reversal')
) where id is not null`;

/** Other refunds of the same payments that own books have: Alipay's rows of them need not name the payment. */
const idsOfRefunds = `insert into earlier_ids
select distinct own_id from earlier_rows where side = 'ledger' and kind = 'refund' and own_id not in (from earlier_ids)`;

/** What makes a row of an earlier day the same as one of today, by side. A hash that two rows share brings in a row too many, which harms nothing. */
const sameRow: readonly (readonly [side: string, rows: string, keys: readonly string[]])[] = [
  [
    'ledger',
    'ledger_rows',
    [`hash(kind, own_id)`, `case when provider_id is not null then hash(kind, 'provider', provider_id) end`],
  ],
  ['transactions', 'transaction_rows', [`hash(kind, printed_type, own_id, provider_id)`]],
  ['settlements', 'settlement_rows', [`hash(kind, own_id, provider_id)`]],
];

const keysOf = (
  rows: string,
  keys: readonly string[],
): string => `create or replace temp table earlier_keys as
select distinct key from (select unnest([${keys.join(', ')}]) as key from ${rows}) where key is not null`;

const lookUp = (side: string, keys: readonly string[]): string => `insert into earlier_rows
select ${columns} from earlier_files where side = '${side}' and (
  ${keys.map((key) => `${key} in (from earlier_keys)`).join(' or ')}
  or own_id in (from earlier_ids) or provider_id in (from earlier_ids)
  or original_own_id in (from earlier_ids) or original_provider_id in (from earlier_ids)
)`;

/* Where a cancellation or reversal has not the own id of what it takes back, the transaction of an earlier day leads to own books. */
const takenIds = `create temp table taken_ids as
with named as (
  select unnest([provider_id, original_provider_id]) as id from (
    select kind, provider_id, original_provider_id from transaction_rows
    union all select kind, provider_id, original_provider_id from settlement_rows
  ) where kind in ('cancel', 'refund-reversal')
)
select distinct own_id as id from earlier_rows
where side = 'transactions' and own_id is not null and own_id not in (from earlier_ids)
  and (kind in ('payment', 'refund') and provider_id in (from named) or kind = 'refund' and original_provider_id in (from named))`;

const lookUpTaken = `insert into earlier_rows
select ${columns} from earlier_files where side = 'ledger' and own_id in (from taken_ids)
  and own_id not in (select own_id from earlier_rows where side = 'ledger')`;

const takerGroups = `(from row_groups where kind in ('cancel', 'refund-reversal'))`;

async function lookUpThroughTaken(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, takenIds);
  if (!(await isEmpty(connection, 'taken_ids'))) await runSql(connection, lookUpTaken);
}

/**
 * Reads what earlier days have of the rows of today: the same ids once more, and the payments and refunds that refunds, cancellations and
 * disputes name. They are in `earlier_rows`; nothing else of earlier days is looked at.
 *
 * @param paths - of files that earlier matches have written.
 * @returns SHA-256 of what was found, whatever its order; `undefined` for nothing.
 */
export async function lookUpEarlierRows(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<string | undefined> {
  await runSql(connection, table);
  if (paths.length === 0) return undefined;
  const files = paths.map(sqlText).join(', ');
  await runSql(
    connection,
    `create temp view earlier_files as from read_parquet([${files}], hive_partitioning = false)`,
  );
  await runSql(connection, ids);
  for (const [side, rows, keys] of sameRow) {
    await runSql(connection, keysOf(rows, keys));
    const found = await runSql(connection, lookUp(side, keys));
    if (side === 'ledger' && found > 0) await runSql(connection, idsOfRefunds);
  }
  await runSql(connection, 'drop table earlier_keys');
  if (!(await isEmpty(connection, takerGroups))) await lookUpThroughTaken(connection);
  return rowsDigest(connection, 'earlier_rows', { columns, version: 'earlier-1' });
}
