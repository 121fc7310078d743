import type { Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll } from 'vitest';
import { postgresServerOrNone } from './postgres-server.ts';

/** A database on a server of its own, for a whole test file. */
export interface AlternatingStore {
  /** Two pools, like two processes: each call goes to the other one than the call before. */
  readonly store: Store;
  /** Whether this machine cannot run a server. */
  readonly isMissing: boolean;
}

/** Starts a server and opens a database of it; both end with the test file. */
export async function openAlternatingStore(): Promise<AlternatingStore> {
  const server = await postgresServerOrNone();
  const stores = await Promise.all([server, server].flatMap((one) => one ?? []).map(openPostgresStore));
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server?.remove();
  });
  let turn = 0;
  const next = (): Store => {
    turn += 1;
    const store = stores[turn % stores.length];
    if (store === undefined) throw new Error('no store is open');
    return store;
  };
  const store: Store = {
    query: (text, values) => next().query(text, values),
    transaction: (work) => next().transaction(work),
    close: async () => undefined,
  };
  return { store, isMissing: server === undefined };
}
