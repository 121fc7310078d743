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

const columns = 'merchant, name, revision, day, remote_path, bytes, modified_at, sha256, path, fetched_at';
const readColumns = `merchant, name, revision, day, remote_path, bytes::float8 as bytes,
  modified_at::float8 as modified_at, sha256, path, fetched_at::float8 as fetched_at`;

// Two who record the same name at the same time must not both count the same revisions.
const lockText = 'select pg_advisory_xact_lock(hashtextextended($1, 7815))';

const recordText = `
with known as (
  select ${readColumns} from alipay_intl.fetched_files where scope = $1 and merchant = $3 and name = $4 and sha256 = $9
), recorded as (
  insert into alipay_intl.fetched_files (scope, ${columns})
  select $1, $3, $4, coalesce(max(revision), 0) + 1,
    $5, $6, $7::float8::bigint, $8::float8::bigint, $9, $10, $11::float8::bigint
  from alipay_intl.fetched_files
  where scope = $1 and merchant = $3 and name = $4 and ($2::float8 is null or true)
  having not exists (select from known)
  returning ${readColumns}
)
select true as known, *, coalesce((
  select max(revision) from alipay_intl.fetched_files
  where scope = $1 and merchant = $3 and name = $4 and remote_path = $6
), revision) as newest_revision from known
union all select false as known, *, revision as newest_revision from recorded`;

const listText = (condition: string): string => `
select ${readColumns} from alipay_intl.fetched_files
where scope = $1 and ($2::float8 is null or true) and merchant = $3 and ${condition} = $4
order by name, revision`;

const findText = listText('name');
const dayText = listText('day');

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

interface RecordRow extends FileRow {
  readonly known: boolean;
  readonly newest_revision: number;
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
    list: (merchant, day) => read(dayText, merchant, day),
  };
}

async function record(session: StoreSession, scope: string, file: FetchedFile): Promise<Recording> {
  const [merchant, name] = [writeText(file.merchant), writeText(file.name)];
  await session.query(lockText, [JSON.stringify([scope, merchant, name])]);
  const [row] = await scopedSession(session, scope, undefined).query<RecordRow>(recordText, [
    ...[merchant, name, writeText(file.day), writeText(file.remotePath), file.bytes, file.modifiedAtMs],
    ...[file.sha256, writeText(file.path), file.fetchedAtMs],
  ]);
  if (row === undefined) throw new RangeError('a file is either known or recorded');
  return { kind: row.known ? 'known' : 'recorded', file: fileOf(row), newestRevision: row.newest_revision };
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
