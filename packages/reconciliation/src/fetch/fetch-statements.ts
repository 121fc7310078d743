import { FetchError } from '@alipay-intl/core/errors';
import { warnOnThrow } from '@alipay-intl/core/printing';
import { availability } from './availability.ts';
import { dayFolders } from './day-folder.ts';
import type { FetchEvent } from './fetch-event.ts';
import { fetchFault } from './fetch-fault.ts';
import { type FileContext, fetchFile } from './fetch-file.ts';
import { type FetchOptions, type FetchSettings, settleFetchOptions } from './fetch-options.ts';
import type { FetchedStatement, FetchReport, MissingStatement, SkippedFile } from './fetch-report.ts';
import { chooseFile, isFetchableName } from './file-choice.ts';
import { workInOrder } from './in-order.ts';
import { type ChosenFile, isArchive } from './keep-file.ts';
import { printable } from './printable.ts';
import { directoriesFor, type RemoteDirectory } from './remote-directories.ts';
import { createSteadySession } from './steady-session.ts';

/**
 * Fetches the statements of some days: looks into the directories of the server, chooses by name, and brings each file here whole,
 * durable and only once. Nothing on the server is changed or removed, and no local file is ever overwritten. Running it again is
 * always safe, also after a crash at any moment.
 *
 * @throws FetchError `ERR_SFTP_HOST_KEY`, `ERR_SFTP_LOGIN`, `ERR_SFTP_NOT_ALLOWED`, `ERR_SFTP_CONNECT`, `ERR_SFTP_LOST`: the fetch
 * ended early; `ERR_SFTP_NAME` before anything was connected; `ERR_FILE_WRITE`; `ERR_FETCH_STOPPED`. What was fetched before is kept.
 * What is wrong with one file alone is in the report.
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, before anything is connected; a server without a pinned host key is one.
 * @example
 * const report = await fetchStatements({
 *   servers: [{ host: 'isftp.alipay.com', hostKey: { fingerprints: ['SHA256:…'] } }],
 *   login: { user, password },
 *   merchant: '2088000000000000',
 *   days: ['2026-11-21'],
 *   directories: remoteDirectories.classic,
 *   folder: './statements',
 *   expected: [{ family: 'A1', report: 'transaction', day: '2026-11-21' }],
 * });
 */
export async function fetchStatements(options: FetchOptions): Promise<FetchReport> {
  const settings = settleFetchOptions(options);
  checkNames(settings);
  const tell = tellerOf(settings);
  const { servers, login, retry, random, clock, signal, limits } = settings;
  const { connectMs, stallMs } = limits;
  const session = createSteadySession({
    servers,
    login,
    retry,
    random,
    clock,
    signal,
    connectMs,
    stallMs,
    tell,
  });
  const openFolder = dayFolders(settings.folder, settings.merchant);
  const report: GrowingReport = { files: [], skipped: [] };
  try {
    const { directories, merchant, days } = settings;
    for (const directory of directoriesFor(directories, merchant, days)) {
      await fetchDirectory(directory, { settings, session, openFolder, tell }, report);
    }
  } finally {
    await session.close();
  }
  return { ...report, missing: missingOf(settings, report.files) };
}

// What one waits for, the server or the disk, is worked on by others meanwhile.
const filesAtOnce = 8;

interface GrowingReport {
  readonly files: FetchedStatement[];
  readonly skipped: SkippedFile[];
}

type DirectoryContext = Omit<FileContext, 'turn'> & { readonly tell: (event: FetchEvent) => void };

async function fetchDirectory(
  directory: RemoteDirectory,
  context: DirectoryContext,
  report: GrowingReport,
): Promise<void> {
  const { settings, tell } = context;
  const listed = await list(directory.path, context);
  if (listed instanceof FetchError) {
    return skip({ name: '.', reason: 'refused', error: listed }, directory, context, report);
  }
  tell({ type: 'listed', directory: directory.path, entries: listed?.length });
  const { merchant, alsoNames } = settings;
  const names = settings.names === undefined ? undefined : new Set(settings.names);
  const wish = { merchant, alsoNames, names, days: new Set(settings.days) };
  await workInOrder([...new Set(listed)].sort(), {
    atOnce: filesAtOnce,
    // What is in one may have a name that is in the directory too, and the order says which of them was first.
    isAlone: (name) => isArchive({ name }),
    tell,
    work: async (name, turn) => {
      const choice = chooseFile(name, wish);
      return choice.kind === 'skip'
        ? { ...choice, kind: 'skipped' as const, error: undefined }
        : fetchFile(chosenFile(name, choice.statement, directory), { ...context, turn });
    },
    take: (name, outcome) => {
      if (outcome.kind === 'here') report.files.push(...outcome.files);
      else skip({ name, reason: outcome.reason, error: outcome.error }, directory, context, report);
    },
  });
}

/** What is in a directory, or why it may not be seen. */
async function list(
  directory: string,
  { session }: DirectoryContext,
): Promise<readonly string[] | FetchError | undefined> {
  try {
    return await session.run((one) => one.list(directory));
  } catch (error) {
    if (error instanceof FetchError && error.code === 'ERR_SFTP_REFUSED') return error;
    throw error;
  }
}

function skip(
  { name, reason, error }: Pick<SkippedFile, 'name' | 'reason' | 'error'>,
  directory: RemoteDirectory,
  { tell }: DirectoryContext,
  report: GrowingReport,
): void {
  const shown = printable(name);
  tell({ type: 'skipped', name: shown, reason });
  report.skipped.push({ state: 'skipped', name: shown, directory: directory.path, reason, error });
}

function chosenFile(
  name: string,
  statement: FetchedStatement['statement'],
  directory: RemoteDirectory,
): ChosenFile {
  const day = statement?.day ?? directory.day ?? 'undated';
  return { name, statement, remotePath: `${directory.path}/${name}`, day };
}

function checkNames({ names = [], alsoNames }: FetchSettings): void {
  for (const name of names) {
    if (isFetchableName(name, alsoNames)) continue;
    const file = printable(name);
    throw fetchFault('ERR_SFTP_NAME', `${file} is no name of a statement. Nothing was connected.`, { file });
  }
}

function missingOf(
  { expected, clock, isWorkingDay }: FetchSettings,
  files: readonly FetchedStatement[],
): readonly MissingStatement[] {
  const nowMs = clock.now();
  return expected
    .filter(
      ({ family, report, day }) =>
        !files.some(
          ({ statement, day: folder }) =>
            (statement?.day ?? folder) === day &&
            statement?.report === report &&
            statement.families.includes(family),
        ),
    )
    .map((one) => ({ ...one, availability: availability(one, nowMs, isWorkingDay) }));
}

/** What the caller throws must not break a fetch. */
function tellerOf({ onEvent }: FetchSettings): (event: FetchEvent) => void {
  return (event) => warnOnThrow('AlipayFetchWarning', () => onEvent?.(event));
}
