import { link, unlink } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { codeOf, fetchFault } from './fetch-fault.ts';
import { onDisk } from './file-fault.ts';
import { syncFolder } from './folder-sync.ts';
import { hashFile } from './hash-file.ts';

/** Where the bytes of a file are now. */
export interface PlacedFile {
  readonly path: string;
  /** `false` where a file with the very same bytes was there already. */
  readonly isNew: boolean;
}

const revisionsMax = 999;

/**
 * Gives a part that is complete and durable its name. Nothing is ever overwritten: the same bytes under that name are left as they
 * are, and other bytes become a revision beside them, `name~2.csv`.
 *
 * @throws FetchError `ERR_FILE_WRITE`; the part is left for the caller.
 */
export async function placeFile(partPath: string, name: string, sha256: string): Promise<PlacedFile> {
  const folder = dirname(partPath);
  for (let revision = 1; revision <= revisionsMax; revision++) {
    const path = join(folder, revisionName(name, revision));
    const isNew = await onDisk(path, () => linkNew(partPath, path));
    if (!isNew && (await onDisk(path, () => hashFile(path))).sha256 !== sha256) continue;
    await onDisk(path, async () => {
      // Also where it was there: whoever put it there may have died before this.
      await syncFolder(folder);
      await unlink(partPath);
    });
    return { path, isNew };
  }
  const file = join(folder, name);
  throw fetchFault('ERR_FILE_WRITE', `${file} has ${revisionsMax} revisions already.`, { file });
}

/** The name of a revision; the first has the name itself. No statement has a tilde in its name. */
function revisionName(name: string, revision: number): string {
  if (revision === 1) return name;
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}~${revision}${extension}`;
}

/** Linking fails where the name is taken, which renaming does not. */
async function linkNew(partPath: string, path: string): Promise<boolean> {
  try {
    await link(partPath, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
