import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { describeJournal } from './journal-contract.ts';

let server: PostgresServer;
let stores: readonly Store[];
let turn = 0;

beforeAll(async () => {
  server = await startPostgresServer();
  const { connectionString } = server;
  // Two pools, like two processes; the second opens while the first migrates.
  stores = await Promise.all([
    openPostgresStore({ connectionString }),
    openPostgresStore({ connectionString }),
  ]);
});

afterAll(async () => {
  await Promise.all((stores ?? []).map((store) => store.close()));
  await server?.remove();
});

/** Each call goes to the other pool than the one before. */
const alternating: Store = {
  query: (text, values) => next().query(text, values),
  transaction: (work) => next().transaction(work),
  close: async () => undefined,
};

function next(): Store {
  turn += 1;
  const store = stores[turn % stores.length];
  if (store === undefined) throw new Error('no store is open');
  return store;
}

describeJournal('PostgreSQL', () => (scope, clock) => createPostgresJournal(alternating, { scope, clock }));
