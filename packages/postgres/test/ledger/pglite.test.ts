import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll } from 'vitest';
import { madeFolder } from '../../../../test/support/made-folder.ts';
import { describeLedgers } from './ledger-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-books-'));
let store: Store;

beforeAll(async () => {
  store = await openPgliteStore({ folder: await madeFolder(folder) });
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describeLedgers('PGlite', () => store);
