import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DownloadedFile, StableStat } from './download-file.ts';
import type { FetchSettings } from './fetch-options.ts';

/** A file that arrived before, when the server's is still the same and ours is still there. */
export async function knownFile(
  { name, remotePath }: { readonly name: string; readonly remotePath: string },
  { bytes, modifiedAtMs }: StableStat,
  { register, merchant, folder }: FetchSettings,
): Promise<DownloadedFile | undefined> {
  const arrivals = await register.arrivals(merchant, name);
  const arrival = arrivals.findLast(
    (file) => file.remotePath === remotePath && file.bytes === bytes && file.modifiedAtMs === modifiedAtMs,
  );
  if (arrival === undefined) return undefined;
  const path = resolve(folder, arrival.path);
  const local = await lstat(path).catch(() => undefined);
  if (local?.isFile() !== true || local.size !== bytes) return undefined;
  return { path, bytes, sha256: arrival.sha256, isNew: false };
}
