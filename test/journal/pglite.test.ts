import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll } from 'vitest';
import { describeJournal } from './journal-contract.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alipay-intl-journal-'));
  store = await openPgliteStore({ folder });
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describeJournal('PGlite', () => (scope, clock) => createPostgresJournal(store, { scope, clock }));
