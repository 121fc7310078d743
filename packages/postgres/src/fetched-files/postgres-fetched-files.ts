import { OptionError } from '@alipay-intl/core/errors';
import type { FetchedFile, FetchedFiles, RecordedFile, Recording } from '@alipay-intl/reconciliation/fetch';
import { checkStorable, scopedSession } from '../journal/scoped-session.ts';
import { readText, writeText } from '../notifications/storable-text.ts';
import type { Store, StoreSession } from '../store.ts';

/** Settings of a register of fetched files. */
export interface PostgresFetchedFilesOptions {
  /** Names whose fetches these are, 1 to 200 characters. Files of two scopes never meet. */
  readonly scope: string;
}

// Two who record the same name at the same time must not both count the same revisions.
const lockText = 'select pg_advisory_xact_lock(hashtextextended($1, 7815))';

const ofName = 'scope = $1 and merchant = $3 and name = $4';

const recordText = `
with known as (
  select revision from alipay_intl.fetched_files where ${ofName} and sha256 = $9
), newest as (
  select revision, modified_at, path from alipay_intl.file_arrivals
  where ${ofName} and remote_path = $6 and ($2::float8 is null or true)
  order by arrival desc limit 1
), recorded as (
  insert into alipay_intl.fetched_files
    (scope, merchant, name, revision, day, remote_path, bytes, modified_at, sha256, path, fetched_at)
  select $1, $3, $4, coalesce(max(revision), 0) + 1,
    $5, $6, $7::float8::bigint, $8::float8::bigint, $9, $10, $11::float8::bigint
  from alipay_intl.fetched_files
  where ${ofName}
  having not exists (select from known)
  returning revision
), judged as (
  select 'new' as kind, revision from recorded
  union all
  select case when revision <> (select revision from newest) then 'returned' else 'known' end, revision from known
), arrived as (
  insert into alipay_intl.file_arrivals
    (scope, merchant, name, arrival, revision, day, remote_path, modified_at, path, fetched_at)
  select $1, $3, $4, coalesce(max(arrival), 0) + 1, (select revision from judged),
    $5, $6, $8::float8::bigint, $10, $11::float8::bigint
  from alipay_intl.file_arrivals
  where ${ofName}
  having not exists (
    select from newest join judged using (revision) where modified_at = $8::float8::bigint and path = $10
  )
)
select kind, revision from judged`;

const selectText = (what: string, where: string, order: string): string => `
select ${what} merchant, name, revision, arrived.day, arrived.remote_path, bytes::float8 as bytes,
  arrived.modified_at::float8 as modified_at, sha256, arrived.path, arrived.fetched_at::float8 as fetched_at
from alipay_intl.file_arrivals as arrived
join alipay_intl.fetched_files using (scope, merchant, name, revision)
where scope = $1 and ($2::float8 is null or true) and merchant = $3 and ${where} = $4
order by ${order}`;

const findText = selectText('distinct on (revision)', 'name', 'revision, arrival');
const arrivalsText = selectText('', 'name', 'arrival');
const dayText = selectText('distinct on (name, revision)', 'arrived.day', 'name, revision, arrival');

interface FileRow {
  readonly merchant: string;
  readonly name: string;
  readonly revision: number;
  readonly day: string;
  readonly remote_path: string;
  readonly bytes: number;
  readonly modified_at: number;
  readonly sha256: string;
  readonly path: string;
  readonly fetched_at: number;
}

/**
 * The register of fetched statement files in a store. Nothing in it is removed by time. Making one costs nothing; the store stays
 * yours to close. Its methods throw StoreError `ERR_STORE_UNAVAILABLE` where the database failed.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a scope that is empty or too long.
 */
export function createPostgresFetchedFiles(
  store: Store,
  { scope }: PostgresFetchedFilesOptions,
): FetchedFiles {
  checkScope(scope);
  const read = async (text: string, merchant: string, value: string): Promise<readonly RecordedFile[]> => {
    const session = scopedSession(store, scope, undefined);
    return (await session.query<FileRow>(text, [writeText(merchant), writeText(value)])).map(fileOf);
  };
  return {
    record: (file) => store.transaction((session) => record(session, scope, file)),
    find: (merchant, name) => read(findText, merchant, name),
    arrivals: (merchant, name) => read(arrivalsText, merchant, name),
    list: (merchant, day) => read(dayText, merchant, day),
  };
}

async function record(session: StoreSession, scope: string, file: FetchedFile): Promise<Recording> {
  const [merchant, name] = [writeText(file.merchant), writeText(file.name)];
  await session.query(lockText, [JSON.stringify([scope, merchant, name])]);
  const [row] = await scopedSession(session, scope, undefined).query<Recording>(recordText, [
    ...[merchant, name, writeText(file.day), writeText(file.remotePath), file.bytes, file.modifiedAtMs],
    ...[file.sha256, writeText(file.path), file.fetchedAtMs],
  ]);
  if (row === undefined) throw new RangeError('a file is either known or new');
  return row;
}

function fileOf(row: FileRow): RecordedFile {
  return {
    merchant: readText(row.merchant),
    name: readText(row.name),
    revision: row.revision,
    day: readText(row.day),
    remotePath: readText(row.remote_path),
    bytes: row.bytes,
    modifiedAtMs: row.modified_at,
    sha256: row.sha256,
    path: readText(row.path),
    fetchedAtMs: row.fetched_at,
  };
}

function checkScope(scope: string): void {
  if (typeof scope !== 'string' || scope.length < 1 || scope.length > 200) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The scope of a register of fetched files must be a text of 1 to 200 characters.',
      next: 'Pass a lasting name of the merchant.',
    });
  }
  checkStorable(scope);
}
