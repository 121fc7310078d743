import type { FetchError } from '@alipay-intl/core/errors';
import type { Entry, ZipFile } from 'yauzl';
import { parseStatementName } from '../statement/file-name.ts';
import { fetchFault } from './fetch-fault.ts';
import { isFetchableName } from './file-choice.ts';
import { printable } from './printable.ts';
import type { ZipLimits } from './zip-limits.ts';

/** How an archive is judged. */
export interface ZipRules {
  /** The PID or MID whose archive it is. */
  readonly merchant: string;
  readonly limits: ZipLimits;
  readonly alsoNames: readonly RegExp[];
  /** Size of the archive. */
  readonly archiveBytes: number;
}

// The upper half of the external attributes is the mode of a Unix file.
const fileKindMask = 0o170000;
const plainFile = 0o100000;
const stored = 0;
const deflated = 8;
// Below this a ratio tells nothing.
const ratioFreeBytes = 64 * 1024;

/**
 * Reads the directory of an archive and judges all of it before anything is unpacked.
 *
 * @throws what {@link archiveRefused} makes.
 */
export async function listEntries(zip: ZipFile, rules: ZipRules, path: string): Promise<readonly Entry[]> {
  const { limits, archiveBytes } = rules;
  if (zip.entryCount > limits.entriesMax) throw archiveRefused(path, `it has ${zip.entryCount} entries`);
  const entries: Entry[] = [];
  const names = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const fault = faultOf(entry, rules);
    if (fault !== undefined) throw archiveRefused(path, fault);
    // Two names that differ in case only are one file on some disks.
    if (names.has(entry.fileName.toLowerCase()))
      throw archiveRefused(path, `${entry.fileName} is in it twice`);
    names.add(entry.fileName.toLowerCase());
    total += entry.uncompressedSize;
    entries.push(entry);
  }
  if (entries.length !== zip.entryCount || entries.length === 0) throw archiveRefused(path, 'it is empty');
  if (total > limits.totalBytesMax) throw archiveRefused(path, `it unpacks to ${total} bytes`);
  if (total > ratioFreeBytes && total > archiveBytes * limits.ratioMax) {
    throw archiveRefused(path, `${archiveBytes} bytes would unpack to ${total}`);
  }
  return entries;
}

function faultOf(entry: Entry, { limits, alsoNames, merchant }: ZipRules): string | undefined {
  const name = printable(entry.fileName);
  const nameFault = faultOfName(entry.fileName, merchant, alsoNames);
  if (nameFault !== undefined) return `${name} ${nameFault}`;
  const kind = (entry.externalFileAttributes >>> 16) & fileKindMask;
  if (kind !== 0 && kind !== plainFile) return `${name} is a link or another thing that is no file`;
  if (entry.isEncrypted()) return `${name} is encrypted`;
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    return `${name} is packed by an unknown method`;
  }
  if (entry.uncompressedSize > limits.entryBytesMax) {
    return `${name} unpacks to ${entry.uncompressedSize} bytes`;
  }
  return undefined;
}

function faultOfName(name: string, merchant: string, alsoNames: readonly RegExp[]): string | undefined {
  if (!isFetchableName(name, alsoNames)) return 'is no name of a statement';
  if (/\.(?:zip|gz|7z|rar)$/i.test(name)) return 'is an archive itself';
  const of = parseStatementName(name)?.merchantId;
  return of === undefined || of === merchant ? undefined : 'is of another merchant';
}

/** An archive that nothing was taken out of. */
export function archiveRefused(path: string, why: string, cause?: unknown): FetchError {
  const what = `The archive ${path} was not unpacked: ${why}.`;
  return fetchFault('ERR_ARCHIVE_REFUSED', what, { file: path }, cause);
}
