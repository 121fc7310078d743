import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileNotWritten } from './file-not-written.ts';

// What is written tells what somebody has sold: it is for its owner only.
const folderMode = 0o700;
/** Rights of every file that is written. */
export const fileMode = 0o600;

/**
 * Writes a file that appears whole or not at all.
 *
 * @throws FetchError `ERR_FILE_WRITE`.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  await placeWhole(path, async (beside) => {
    const file = await open(beside, 'wx', fileMode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/**
 * Lets `make` make a file beside a path, and gives it its name then.
 *
 * @throws FetchError `ERR_FILE_WRITE`.
 */
export async function placeWhole(path: string, make: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: folderMode });
    await make(beside);
    await rename(beside, path);
  } catch (cause) {
    throw fileNotWritten(path, cause);
  } finally {
    // Renaming a link over another of the same file leaves it. What keeps it from being removed is not the fault to tell.
    await rm(beside, { force: true }).catch(() => undefined);
  }
}
