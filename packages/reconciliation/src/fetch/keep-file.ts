import { relative, resolve, sep } from 'node:path';
import type { Clock } from '@alipay-intl/core/time';
import { parseStatementName, type StatementName } from '../statement/file-name.ts';
import type { DownloadedFile } from './download-file.ts';
import type { FetchEvent } from './fetch-event.ts';
import type { FetchSettings } from './fetch-options.ts';
import type { FetchedState, FetchedStatement } from './fetch-report.ts';
import type { Recording } from './fetched-files.ts';
import { type UnpackedFile, unpackArchive } from './unpack-archive.ts';

/** A name that was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly remotePath: string;
  readonly statement: StatementName | undefined;
  /** The day whose folder it belongs into. */
  readonly day: string;
}

/** A file that is under its name in our folder, and the time that its origin gives it. */
export type LocalFile = DownloadedFile & { readonly stat: { readonly modifiedAtMs: number } };

/** Whose file it is, and where it is written down. */
export type Keeping = Pick<FetchSettings, 'register' | 'merchant' | 'folder' | 'alsoNames' | 'signal'> & {
  readonly clock: Clock;
  readonly limits: Pick<FetchSettings['limits'], 'zip'>;
};

/**
 * Unpacks a file where it is an archive, and writes down what there is.
 *
 * @returns the file, and those that were in it.
 * @throws FetchError `ERR_ARCHIVE_REFUSED`, `ERR_FILE_WRITE`, `ERR_FETCH_STOPPED`; StoreError of the register.
 */
export async function keepFile(
  chosen: ChosenFile,
  local: LocalFile,
  keeping: Keeping,
  tell: (event: FetchEvent) => void,
): Promise<readonly FetchedStatement[]> {
  const entries = isArchive(chosen) ? await unpack(local, keeping) : [];
  const files: FetchedStatement[] = [];
  for (const entry of entries) {
    const { name } = entry;
    const statement = parseStatementName(name);
    const inside = { ...chosen, name, statement, remotePath: `${chosen.remotePath}!${name}` };
    files.push(await writeDown(inside, { ...entry, stat: local.stat }, keeping, tell));
  }
  // The archive comes last, so that one which is written down was unpacked.
  return [await writeDown(chosen, local, keeping, tell), ...files];
}

/** By its suffix, because a name of the merchant's own is in no grammar. */
export function isArchive({ name }: Pick<ChosenFile, 'name'>): boolean {
  return /\.zip$/i.test(name);
}

function unpack({ path }: LocalFile, keeping: Keeping): Promise<readonly UnpackedFile[]> {
  const { merchant, alsoNames, signal, limits } = keeping;
  return unpackArchive(path, { merchant, alsoNames, signal, limits: limits.zip });
}

async function writeDown(
  { name, remotePath, statement, day }: ChosenFile,
  { path, bytes, sha256, stat }: LocalFile,
  { register, merchant, folder, clock }: Keeping,
  tell: (event: FetchEvent) => void,
): Promise<FetchedStatement> {
  const { modifiedAtMs } = stat;
  const recording = await register.record({
    ...{ merchant, name, day, remotePath, bytes, modifiedAtMs, sha256 },
    path: relative(resolve(folder), path).replaceAll(sep, '/'),
    fetchedAtMs: clock.now(),
  });
  const state = stateOf(recording);
  tell({ type: state, name, path, bytes });
  const { revision } = recording;
  return { state, name, statement, path, remotePath, bytes, sha256, modifiedAtMs, revision, day };
}

function stateOf({ kind, revision }: Recording): FetchedState {
  if (kind === 'known') return 'known';
  return revision === 1 && kind === 'new' ? 'fetched' : 'revision';
}
