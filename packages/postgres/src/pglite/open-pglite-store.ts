import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { OptionError } from '@alipay-intl/core/errors';
import { runTransaction } from '../run-transaction.ts';
import { migrate } from '../schema/migrate.ts';
import type { Store } from '../store.ts';
import { storeFailure } from '../store-failure.ts';
import { lockFolder } from './folder-lock.ts';
import { OwnTransaction } from './own-transaction.ts';
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
  const own = new OwnTransaction();
  return {
    query: async (text, values) => {
      own.assertOutside();
      return await database.run((session) => session.query(text, values));
    },
    transaction: async (work) => {
      own.assertOutside();
      return await database.run((session) => runTransaction(session, (inner) => own.run(() => work(inner))));
    },
    close: async () => {
      own.assertOutside();
      closing ??= database.close().finally(release);
      await closing;
    },
  };
}
