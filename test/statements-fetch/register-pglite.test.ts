import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresFetchedFiles, type Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeRegister } from './register-contract.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alipay-intl-register-'));
  store = await openPgliteStore({ folder });
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describeRegister('PGlite', () => (scope) => createPostgresFetchedFiles(store, { scope }));

test.each(['', 'x'.repeat(201), '\ud800', 7 as never])('the scope %j is refused', (scope) => {
  expect(() => createPostgresFetchedFiles(store, { scope })).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});
