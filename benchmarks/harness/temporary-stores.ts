import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { startPostgresServer } from '../../test/support/postgres-server.ts';

/** A store whose data go when it is removed. */
export interface TemporaryStore {
  readonly store: Store;
  remove(): Promise<void>;
}

/** A store in a folder. */
export async function openTemporaryFolder(): Promise<TemporaryStore> {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-bench-'));
  const store = await openPgliteStore({ folder });
  return {
    store,
    remove: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database of a server. */
export interface TemporaryDatabase {
  readonly connectionString: string;
  readonly store: Store;
}

/** A server with stores of several databases. Every write waits for the disk, as it does by default. */
export interface TemporaryServer {
  /** A database of its own. */
  openDatabase(name: string): Promise<TemporaryDatabase>;
  remove(): Promise<void>;
}

/** Starts a server on loopback. */
export async function openTemporaryServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<TemporaryServer> {
  const server = await startPostgresServer(settings);
  const stores: Store[] = [];
  return {
    openDatabase: async (name) => {
      const connectionString = await server.createDatabase(name);
      // Long enough for statements that insert a backlog.
      const store = await openPostgresStore({ connectionString, timeoutMs: 600_000 });
      stores.push(store);
      return { connectionString, store };
    },
    remove: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await server.remove();
    },
  };
}
