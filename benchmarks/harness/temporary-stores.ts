import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { startPostgresServer } from '../../test/support/postgres-server.ts';

/** Opens a store in a folder for as long as `work` runs; then its data go. */
export async function withTemporaryFolder<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-bench-'));
  try {
    const store = await openPgliteStore({ folder });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database of a server. */
export interface TemporaryDatabase {
  readonly connectionString: string;
  readonly store: Store;
}

/** Makes a database of its own. */
export type DatabaseMaker = (name: string) => Promise<TemporaryDatabase>;

/**
 * Runs a server on loopback for as long as `work` runs; then its data go. Every write waits for the disk, as it does
 * by default.
 */
export async function withTemporaryServer<Result>(
  settings: Readonly<Record<string, string>>,
  work: (openDatabase: DatabaseMaker) => Promise<Result>,
): Promise<Result> {
  const server = await startPostgresServer(settings);
  const stores: Store[] = [];
  try {
    return await work(async (name) => {
      const connectionString = await server.createDatabase(name);
      // Long enough for statements that insert a backlog.
      const store = await openPostgresStore({ connectionString, timeoutMs: 600_000 });
      stores.push(store);
      return { connectionString, store };
    });
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await server.remove();
  }
}
