import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, describe } from 'vitest';
import { postgresServerOrNone } from '../support/postgres-server.ts';
import { describeStoredLog } from './log-contract.ts';

const server = await postgresServerOrNone();
// Two pools, like two processes.
const stores = await Promise.all([server, server].flatMap((one) => one ?? []).map(openPostgresStore));
let turn = 0;

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
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

describe.skipIf(server === undefined)('with a server', () => {
  describeStoredLog('PostgreSQL', () => ({
    store: alternating,
    makeLog: (scope, clock) =>
      createPostgresNotificationLog(alternating, { scope, clock, handlerTimeoutMs: 1_500 }),
  }));
});
