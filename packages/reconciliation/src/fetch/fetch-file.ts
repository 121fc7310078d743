import { FetchError, type FetchErrorCode } from '@alipay-intl/core/errors';
import type { OpenDayFolder } from './day-folder.ts';
import { downloadFile, type StableStat } from './download-file.ts';
import type { FetchEvent } from './fetch-event.ts';
import { fetchFault } from './fetch-fault.ts';
import type { FetchSettings } from './fetch-options.ts';
import type { FetchedStatement, SkipReason } from './fetch-report.ts';
import type { Turn } from './in-order.ts';
import { type ChosenFile, keepFile, type LocalFile } from './keep-file.ts';
import { knownFile } from './known-file.ts';
import { progressTeller } from './progress.ts';
import type { RemoteStat, SftpSession } from './sftp-session.ts';
import type { SteadySession } from './steady-session.ts';

/** What is wrong with one file alone; anything else ends the fetch. */
const reasons: Readonly<Partial<Record<FetchErrorCode, SkipReason>>> = {
  ERR_SFTP_INCOMPLETE: 'incomplete',
  ERR_SFTP_REFUSED: 'refused',
  ERR_ARCHIVE_REFUSED: 'archive-refused',
};

// A larger one has read-ahead of its own; before its turn it would take the line from those before it.
const besideBytesMax = 512 * 1024;

/** What a file of a fetch needs. */
export interface FileContext {
  readonly settings: FetchSettings;
  readonly session: SteadySession;
  readonly openFolder: OpenDayFolder;
  /** The place of the file among the others that are fetched beside it. */
  readonly turn: Turn<FetchEvent>;
}

/** What became of a chosen file: it and what was in it, or why there is none. */
export type FileOutcome =
  | { readonly kind: 'here'; readonly files: readonly FetchedStatement[] }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly error: FetchError | undefined };

/**
 * Fetches one file, unpacks it where it is an archive, and writes it down. What is wrong with the file alone is its outcome; the other
 * files go on.
 *
 * @throws FetchError for connection and disk; StoreError of the register.
 */
export async function fetchFile(chosen: ChosenFile, context: FileContext): Promise<FileOutcome> {
  try {
    const local = await context.session.run((session) => bringHere(session, chosen, context));
    if ('reason' in local) return { kind: 'skipped', ...local };
    return { kind: 'here', files: await keepFile(chosen, local, context.settings, context.turn.tell) };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const reason = reasons[error.code];
    if (reason === undefined) throw error;
    return { kind: 'skipped', reason, error };
  }
}

type Refusal = { readonly reason: SkipReason; readonly error: FetchError | undefined };

async function bringHere(
  session: SftpSession,
  chosen: ChosenFile,
  context: FileContext,
): Promise<LocalFile | Refusal> {
  const { settings, openFolder, turn } = context;
  const { name, remotePath, day } = chosen;
  const { server } = session;
  const stat = await session.stat(remotePath);
  if (stat?.kind === 'other') return { reason: 'not-a-file', error: undefined };
  const { fileBytesMax } = settings.limits;
  if (!isStable(stat)) {
    const what = `${remotePath} is gone, or the server does not tell its size and time.`;
    throw fetchFault('ERR_SFTP_INCOMPLETE', what, { server, file: remotePath });
  }
  if (stat.bytes > fileBytesMax) {
    const what = `${remotePath} has ${stat.bytes} bytes, more than the ${fileBytesMax} that limits.fileBytesMax allows.`;
    return {
      reason: 'too-large',
      error: fetchFault('ERR_SFTP_INCOMPLETE', what, { server, file: remotePath }),
    };
  }
  const known = await knownFile(chosen, stat, settings);
  if (known !== undefined) return { ...known, stat };
  if (stat.bytes > besideBytesMax && !turn.isCome) {
    await turn.come;
    // The wait may have been long.
    return bringHere(session, chosen, context);
  }
  const folder = await openFolder(day);
  const onBytes = progressTeller(name, stat.bytes, turn.tell);
  const { signal } = settings;
  const file = await downloadFile(session, { remotePath, name, folder, before: stat, signal, onBytes });
  return { ...file, stat };
}

function isStable(stat: RemoteStat | undefined): stat is StableStat {
  return stat?.bytes !== undefined && stat.modifiedAtMs !== undefined;
}
