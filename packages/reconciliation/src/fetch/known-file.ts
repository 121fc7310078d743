import { lstat, lutimes } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DownloadedFile, StableStat } from './download-file.ts';
import type { FetchSettings } from './fetch-options.ts';

/**
 * A file that was fetched before, when the server's is still the same and ours is still there. The time of the server's file is the
 * register's, or the local file's where the same bytes came again with another time.
 */
export async function knownFile(
  { name, remotePath }: { readonly name: string; readonly remotePath: string },
  { bytes, modifiedAtMs }: StableStat,
  { register, merchant, folder }: FetchSettings,
): Promise<DownloadedFile | undefined> {
  const revisions = await register.find(merchant, name);
  for (const file of revisions.toReversed()) {
    if (file.remotePath !== remotePath || file.bytes !== bytes) continue;
    const path = resolve(folder, file.path);
    const local = await lstat(path).catch(() => undefined);
    if (file.modifiedAtMs !== modifiedAtMs && local?.mtimeMs !== modifiedAtMs) continue;
    if (local?.isFile() !== true || local.size !== bytes) return undefined;
    return { path, bytes, sha256: file.sha256, isNew: false };
  }
  return undefined;
}

/** Gives a local file the time of the server's, so that it is known by it the next time. */
export async function keepServerTime(path: string, { modifiedAtMs }: StableStat): Promise<void> {
  const seconds = modifiedAtMs / 1000;
  // Where this is not allowed, the file is read again the next time, and that is all.
  await lutimes(path, seconds, seconds).catch(() => undefined);
}
