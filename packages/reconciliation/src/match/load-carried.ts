import { ReconciliationError } from '@alipay-intl/core/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { hashFile } from '../fetch/hash-file.ts';
import type { AwaitedFile } from './absent-transactions.ts';
import { assertSameCounts, countSides } from './assert-written.ts';
import type { BatchAccount } from './batch-account.ts';
import { countBatches, loadBatches } from './carried-batches.ts';
import { carriedStatements } from './carried-columns.ts';
import { loadFiles } from './carried-files.ts';
import type { CarriedRows } from './match-day.ts';
import { readSql, runSql } from './run-sql.ts';
import { absentNumber } from './tables.ts';

// The file is in order, so the number of a row in it is the same in each run.
const readFile = `create table carried as
select *, -1 - file_row_number as row_id from read_parquet($path, file_row_number = true, hive_partitioning = false)`;

const groupOfCarried = 'day, file, family, batch_id, kind, printed_type, currency, net_currency';

const ofStatements = carriedStatements.map(({ side }) => `'${side}'`).join(', ');

const groups = `create table carried_groups as
select *, -row_number() over (order by ${groupOfCarried}) as group_no
from (select distinct ${groupOfCarried} from carried where side in (${ofStatements}))`;

const storeGroups = `insert into row_groups
select group_no, true, day, -1, file, family, batch_id, kind, printed_type, currency, net_currency from carried_groups`;

const storeFacts = `insert into carried_facts
select side, row_id, occurrence, is_listed, is_netted, is_paired from carried where side in ('ledger', ${ofStatements})`;

const storeLedger = `insert into ledger_rows
select row_id, true, day, kind, own_id, provider_id, original_own_id, original_provider_id, status, currency, gross, occurred_ms
from carried where side = 'ledger'`;

const storeStatements = (side: string, table: string): string => `insert into ${table}_stored
select row_id, group_no, line, own_id, provider_id, original_own_id, original_provider_id, coalesce(gross, ${absentNumber}),
  coalesce(fee, ${absentNumber}), coalesce(net, ${absentNumber}), coalesce(occurred_ms, ${absentNumber}), coalesce(settled_ms, ${absentNumber})
from carried c join carried_groups g on c.day = g.day and c.file = g.file and c.family = g.family
  and c.batch_id is not distinct from g.batch_id and c.kind = g.kind and c.printed_type = g.printed_type
  and c.currency is not distinct from g.currency and c.net_currency is not distinct from g.net_currency
where side = '${side}'`;

const loadedRows = `(select 'ledger' as side from ledger_rows
${carriedStatements.map(({ side, table }) => `union all select '${side}' from ${table}`).join(' ')})`;

/** What earlier days have left besides rows. */
export interface CarriedIn {
  /** Days whose transactions were all in the books. */
  readonly covered: ReadonlySet<string>;
  /** Batches with what the bank has recorded for them so far. */
  readonly batches: readonly BatchAccount[];
  /** Transaction files that rows wait for. */
  readonly files: readonly AwaitedFile[];
}

/**
 * Takes in what earlier days have left. The file must be the very one that was written.
 *
 * @throws ReconciliationError `ERR_CARRIED_ROWS`; `ERR_MATCH_UNBALANCED` where not every row of the file was taken in.
 */
export async function loadCarried(
  connection: DuckDBConnection,
  carried: CarriedRows | undefined,
): Promise<CarriedIn> {
  if (carried === undefined) return { covered: new Set(), batches: [], files: [] };
  await checkFile(carried);
  await runSql(connection, readFile, { path: carried.path });
  for (const statement of [groups, storeGroups, storeFacts, storeLedger]) await runSql(connection, statement);
  for (const { side, table } of carriedStatements) await runSql(connection, storeStatements(side, table));
  const days = await readSql<{ day: string }>(connection, `select day from carried where side = 'covered'`);
  const batches = await loadBatches(connection);
  const files = await loadFiles(connection);
  const inFile = await countSides(connection, 'carried');
  const loaded = await countSides(connection, loadedRows);
  const others = { covered: days.length, file: files.length, ...countBatches(batches) };
  assertSameCounts('carried in', inFile, { ...loaded, ...others });
  await runSql(connection, 'drop table carried');
  return { covered: new Set(days.map(({ day }) => day)), batches, files };
}

async function checkFile({ path, sha256 }: CarriedRows): Promise<void> {
  const { sha256: found } = await hashFile(path).catch((cause: unknown) => {
    throw carriedFault(`The carried rows ${path} cannot be read.`, cause);
  });
  if (found !== sha256) throw carriedFault(`The carried rows ${path} are not the bytes that were written.`);
}

function carriedFault(what: string, cause?: unknown): ReconciliationError {
  return new ReconciliationError('ERR_CARRIED_ROWS', {
    what,
    money: 'Nothing was compared.',
    next: 'Bring the folder back from a copy, or reconcile that earlier day again, which writes the file anew.',
    cause,
  });
}
