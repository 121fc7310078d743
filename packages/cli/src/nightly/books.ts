import type { Store } from '@alipay-intl/postgres';
import type { FetchedFiles } from '@alipay-intl/reconciliation/fetch';
import type { DayBook } from '@alipay-intl/reconciliation/match';
import type { Configuration } from '../configuration/configuration.ts';
import { readSecret, type SecretSource } from '../configuration/read-secret.ts';

/** The store of a configuration, and what is kept in it. */
export interface Books {
  readonly store: Store;
  readonly register: FetchedFiles;
  readonly book: DayBook;
}

// One configuration, one set of books; merchants are told apart in them.
const scope = 'alipay-intl';

/**
 * Opens the store for as long as `work` runs. Throws what `work` throws.
 *
 * @throws StoreError where it cannot be opened; ReconciliationError `ERR_CONFIGURATION` where its URL is missing.
 */
export async function withBooks<Result>(
  configuration: Configuration,
  source: SecretSource,
  work: (books: Books) => Promise<Result>,
): Promise<Result> {
  const { createPostgresDayBook, createPostgresFetchedFiles } = await import('@alipay-intl/postgres');
  const store = await openStore(configuration, source);
  try {
    return await work({
      store,
      register: createPostgresFetchedFiles(store, { scope }),
      book: createPostgresDayBook(store, { scope }),
    });
  } finally {
    await store.close();
  }
}

async function openStore({ store }: Configuration, source: SecretSource): Promise<Store> {
  if ('pglite' in store) {
    const { openPgliteStore } = await import('@alipay-intl/postgres/pglite');
    return openPgliteStore({ folder: store.pglite });
  }
  const { openPostgresStore } = await import('@alipay-intl/postgres/pg');
  return openPostgresStore({ connectionString: await readSecret(store.postgres, source) });
}
