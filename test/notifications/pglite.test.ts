import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll } from 'vitest';
import { describeStoredLog } from './log-contract.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alipay-intl-notifications-'));
  store = await openPgliteStore({ folder });
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describeStoredLog('PGlite', () => ({
  store,
  makeLog: (scope, clock) => createPostgresNotificationLog(store, { scope, clock, handlerTimeoutMs: 1_500 }),
}));
