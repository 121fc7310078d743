import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresDayBook, type Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeFolder } from '../support/made-folder.ts';
import { describeDayBook } from './day-book-contract.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await madeFolder(mkdtempSync(join(tmpdir(), 'alipay-intl-days-')));
  store = await openPgliteStore({ folder });
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describeDayBook('PGlite', () => (scope) => createPostgresDayBook(store, { scope }));

test.each(['', 'x'.repeat(201), '\ud800', 7 as never])('the scope %j is refused', (scope) => {
  expect(() => createPostgresDayBook(store, { scope })).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});
