import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';

/** The columns of a file of rows that look-ups need; also the shape where there is no earlier day. */
const columns = `side, day, disposition, kind, own_id, provider_id, original_own_id, original_provider_id, family, status, currency,
  net_currency, gross, net, occurred_ms, batch_id`;

const none = `create view earlier_rows as
select null::varchar as side, null::varchar as day, null::varchar as disposition, null::varchar as kind, null::varchar as own_id,
  null::varchar as provider_id, null::varchar as original_own_id, null::varchar as original_provider_id, null::varchar as family,
  null::varchar as status, null::varchar as currency, null::varchar as net_currency, null::bigint as gross, null::bigint as net,
  null::bigint as occurred_ms, null::varchar as batch_id
where false`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Makes earlier days' rows readable as one view; nothing is read yet. The paths are those of files that earlier matches have written. */
export async function viewEarlierRows(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  const files = paths.map(quoted).join(', ');
  await runSql(
    connection,
    paths.length === 0 ? none : `create view earlier_rows as select ${columns} from read_parquet([${files}])`,
  );
}
