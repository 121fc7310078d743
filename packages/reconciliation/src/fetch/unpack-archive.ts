import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { FetchError } from '@alipay-intl/core/errors';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { stoppedFault } from './fetch-fault.ts';
import { onDisk } from './file-fault.ts';
import { PartFile } from './part-file.ts';
import { type PlacedFile, placeFile } from './place-file.ts';
import { archiveRefused, listEntries, type ZipRules } from './zip-entries.ts';

/** A file that was taken out of an archive. */
export interface UnpackedFile extends PlacedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** How an archive is unpacked. */
export interface Unpacking extends Omit<ZipRules, 'archiveBytes'> {
  readonly signal: AbortSignal | undefined;
}

/**
 * Unpacks an archive into its folder. The whole directory is judged first, and every entry is unpacked and checked before the first
 * gets its name. Where the disk fails while names are given, those that have one stay, and unpacking again gives the rest theirs.
 *
 * @throws FetchError `ERR_ARCHIVE_REFUSED`, `ERR_FILE_WRITE`, `ERR_FETCH_STOPPED`.
 */
export async function unpackArchive(path: string, unpacking: Unpacking): Promise<readonly UnpackedFile[]> {
  const { size: archiveBytes } = await onDisk(path, () => stat(path));
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((error: unknown) => {
    throw archiveRefused(path, 'it is damaged', error);
  });
  try {
    const entries = await readable(path, () => listEntries(zip, { ...unpacking, archiveBytes }, path));
    const parts = await unpackAll(zip, entries, path, unpacking.signal);
    return await placeAll(parts);
  } finally {
    zip.close();
  }
}

interface UnpackedPart {
  readonly name: string;
  readonly part: PartFile;
}

async function unpackAll(
  zip: ZipFile,
  entries: readonly Entry[],
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly UnpackedPart[]> {
  const parts: UnpackedPart[] = [];
  try {
    for (const entry of entries) {
      const part = await PartFile.create(dirname(path), entry.fileName);
      parts.push({ name: entry.fileName, part });
      await readable(path, () => unpackEntry(zip, entry, part, signal));
      await part.close();
    }
    return parts;
  } catch (error) {
    await discardAll(parts);
    throw error;
  }
}

async function placeAll(parts: readonly UnpackedPart[]): Promise<readonly UnpackedFile[]> {
  const unpacked: UnpackedFile[] = [];
  try {
    for (const { part, name } of parts) {
      const sha256 = part.sha256();
      unpacked.push({ name, sha256, bytes: part.bytes, ...(await placeFile(part.path, name, sha256)) });
    }
    return unpacked;
  } catch (error) {
    await discardAll(parts);
    throw error;
  }
}

async function discardAll(parts: readonly UnpackedPart[]): Promise<void> {
  for (const { part } of parts) await part.discard();
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  part: PartFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  let checksum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (signal?.aborted) throw stoppedFault(signal, { file: part.path });
    checksum = crc32(chunk, checksum);
    await part.write(chunk);
  }
  if (checksum !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`);
}

/** What the reader of the archive throws says that it is damaged. */
async function readable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw archiveRefused(path, 'it is damaged', error);
  }
}
