import { FetchError } from '@alipay-intl/core/errors';
import type { DayFolder } from './day-folder.ts';
import { fetchFault, isConnectionFault, stoppedFault } from './fetch-fault.ts';
import type { PartFile } from './part-file.ts';
import type { PartOrigin } from './part-note.ts';
import { type PlacedFile, placeFile } from './place-file.ts';
import { printable } from './printable.ts';
import type { RemoteStat, SftpSession } from './sftp-session.ts';

/** A file of the server, as it was when its download began. */
export type StableStat = RemoteStat & { readonly bytes: number; readonly modifiedAtMs: number };

/** What is fetched, and where to. */
export interface Download {
  readonly remotePath: string;
  /** The local name, which the grammar of names has admitted. */
  readonly name: string;
  readonly folder: DayFolder;
  /** What the server said about the file. */
  readonly before: StableStat;
  readonly signal: AbortSignal | undefined;
  /** Told where it begins, and after each piece. */
  readonly onBytes: (receivedBytes: number, isBeginning: boolean) => void;
}

/** A file that is whole and durable under its name. */
export interface DownloadedFile extends PlacedFile {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Fetches one file: into a part, with the server's size and time compared before and after, hashed, durable, and only then named.
 * After a connection fault the part stays with a note, and the next call for the same file goes on with it.
 *
 * @throws FetchError `ERR_SFTP_LOST`, `ERR_SFTP_INCOMPLETE`, `ERR_FILE_WRITE`, `ERR_FETCH_STOPPED`.
 */
export async function downloadFile(session: SftpSession, download: Download): Promise<DownloadedFile> {
  const { remotePath, name, folder, before } = download;
  const origin: PartOrigin = { remotePath, bytes: before.bytes, modifiedAtMs: before.modifiedAtMs };
  const part = await folder.takePart(name, origin);
  try {
    await receive(session, part, download);
    await part.close();
    const sha256 = part.sha256();
    return { ...(await placeFile(part.path, name, sha256)), sha256, bytes: part.bytes };
  } catch (error) {
    const isCutOff = isConnectionFault(error) || isStopped(error);
    if (isCutOff) await folder.leavePart(part, origin);
    else await part.discard();
    throw error;
  }
}

async function receive(session: SftpSession, part: PartFile, download: Download): Promise<void> {
  const { remotePath, before, signal, onBytes } = download;
  const place = { server: session.server, file: printable(remotePath) };
  onBytes(part.bytes, true);
  await session.receive(remotePath, { offset: part.bytes, bytes: before.bytes }, async (piece) => {
    if (part.bytes + piece.length > before.bytes) {
      const what = `${place.file} gave more than the ${before.bytes} bytes that it has.`;
      throw fetchFault('ERR_SFTP_INCOMPLETE', what, place);
    }
    await part.write(piece);
    onBytes(part.bytes, false);
  });
  if (signal?.aborted) throw stoppedFault(signal, place);
  const after = await session.stat(remotePath);
  if (after?.bytes !== before.bytes || after.modifiedAtMs !== before.modifiedAtMs) {
    const what = `${place.file} changed while it was fetched: ${before.bytes} bytes before, ${after?.bytes ?? 'none'} after.`;
    throw fetchFault('ERR_SFTP_INCOMPLETE', what, place);
  }
  if (part.bytes !== before.bytes) {
    const what = `${place.file} ended after ${part.bytes} of ${before.bytes} bytes.`;
    throw fetchFault('ERR_SFTP_INCOMPLETE', what, place);
  }
}

function isStopped(error: unknown): boolean {
  return error instanceof FetchError && error.code === 'ERR_FETCH_STOPPED';
}
