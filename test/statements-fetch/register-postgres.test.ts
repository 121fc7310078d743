import { createPostgresFetchedFiles } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, describe } from 'vitest';
import { postgresServerOrNone } from '../support/postgres-server.ts';
import { describeRegister } from './register-contract.ts';

const server = await postgresServerOrNone();
const store = server === undefined ? undefined : await openPostgresStore(server);

afterAll(async () => {
  await store?.close();
  await server?.remove();
});

describe.skipIf(store === undefined)('with a server', () => {
  describeRegister('PostgreSQL', () => (scope) => {
    if (store === undefined) throw new Error('no store is open');
    return createPostgresFetchedFiles(store, { scope });
  });
});
