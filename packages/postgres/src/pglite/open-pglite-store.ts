import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { OptionError } from '@alipay-intl/core/errors';
import type { Transaction } from '@electric-sql/pglite';
import { migrate } from '../schema/migrate.ts';
import type { Store, StoreSession } from '../store.ts';
import { storeFailure } from '../store-failure.ts';
import { lockFolder } from './folder-lock.ts';
import { RestartingDatabase } from './restarting-database.ts';

/** Where the database is. */
export interface PgliteStoreOptions {
  /** A folder on a local disk, made where it is missing. Keep nothing else in it. */
  readonly folder: string;
}

/**
 * Opens a database that runs inside this process and lives in a folder, and brings its tables to the newest version. The
 * first opening of a folder takes some seconds. A write has reached the disk when its call resolves. One process at a time
 * may have a folder open; one that was killed leaves nothing behind that blocks the next.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a folder that is no path.
 * @throws StoreError `ERR_STORE_IN_USE` where the folder is open already; `ERR_STORE_UNAVAILABLE` where it cannot be used;
 * `ERR_STORE_NEWER` where a newer library has changed its tables; `ERR_STORE_DAMAGED`.
 */
export async function openPgliteStore(options: PgliteStoreOptions): Promise<Store> {
  if (typeof options.folder !== 'string' || options.folder === '') {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The folder of an embedded store must be a path.',
      next: 'Pass the path of a folder on a local disk.',
    });
  }
  const folder = resolve(options.folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(folder);
    try {
      const database = await RestartingDatabase.start(folder);
      const store = storeOn(database, () => lock.release());
      await migrate(store).catch(async (error: unknown) => {
        await store.close();
        throw error;
      });
      return store;
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw storeFailure(error);
  }
}

function storeOn(database: RestartingDatabase, release: () => Promise<void>): Store {
  let closing: Promise<void> | undefined;
  return {
    query: (text, values) =>
      told(database.run(async (engine) => (await engine.query(text, [...values])).rows as never)),
    transaction: async (work) => {
      let failure: { readonly error: unknown } | undefined;
      const noteFailure = (error: unknown): never => {
        failure = { error };
        throw error;
      };
      const running = database.run((engine) =>
        engine.transaction((open) => work(sessionOn(open)).catch(noteFailure)),
      );
      // What `work` itself threw is not the store's to reword.
      return await running.catch((error: unknown) => {
        throw failure?.error === error ? error : storeFailure(error);
      });
    },
    close: () => {
      closing ??= database.close().finally(release);
      return closing;
    },
  };
}

function sessionOn(open: Transaction): StoreSession {
  return { query: (text, values) => told(open.query(text, [...values]).then(({ rows }) => rows as never)) };
}

async function told<Result>(running: Promise<Result>): Promise<Result> {
  return await running.catch((error: unknown) => {
    throw storeFailure(error);
  });
}
