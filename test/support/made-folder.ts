import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { inject } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * A folder with an empty embedded store, deleted at the end of the test. Copied from the one of this run, because making one
 * takes seconds.
 */
export async function madeFolder(folder: string = temporaryFolder()): Promise<string> {
  const original = join(inject('runFolder'), 'empty-store');
  if (!existsSync(original)) await makeEmptyStore(original);
  cpSync(original, join(folder, 'data'), { recursive: true });
  return folder;
}

/** Made beside and moved in when it is whole: other test files look for it at the same time, and may be first. */
async function makeEmptyStore(place: string): Promise<void> {
  const folder = mkdtempSync(`${place}-`);
  const store = await openPgliteStore({ folder });
  await store.close();
  try {
    renameSync(join(folder, 'data'), place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
}
