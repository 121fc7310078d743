import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from './fetch-fault.ts';
import { onDisk, wrongPlace } from './file-fault.ts';
import { syncFolder } from './folder-sync.ts';

/**
 * Makes the folder of a merchant and a day below the folder of the caller. Its parts are ours; nothing of a server's text is in them.
 *
 * @throws FetchError `ERR_FILE_WRITE` where a link or another thing is in its place, or the disk fails.
 */
export async function makeDayFolder(root: string, merchant: string, day: string): Promise<string> {
  const whole = resolve(root);
  // The caller's own folder may be a link; what is below may not.
  await onDisk(whole, () => mkdir(whole, { recursive: true, mode: 0o700 }));
  const ofMerchant = join(whole, merchant);
  await makeFolder(ofMerchant);
  const ofDay = join(ofMerchant, day);
  await makeFolder(ofDay);
  return ofDay;
}

async function makeFolder(path: string): Promise<void> {
  await onDisk(path, async () => {
    try {
      await mkdir(path, { mode: 0o700 });
      await syncFolder(dirname(path));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (!(await lstat(path)).isDirectory()) throw wrongPlace(path, 'folder');
  });
}
