import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';

const original = mkdtempSync(join(tmpdir(), 'alipay-intl-original-'));
let making: Promise<void> | undefined;
afterAll(() => rmSync(original, { recursive: true, force: true }));

/** A folder with an empty store, deleted at the end of the test. Copied, because making one takes seconds. */
export async function madeFolder(folder: string = temporaryFolder()): Promise<string> {
  making ??= openPgliteStore({ folder: original }).then((store) => store.close());
  await making;
  cpSync(join(original, 'data'), join(folder, 'data'), { recursive: true });
  return folder;
}
