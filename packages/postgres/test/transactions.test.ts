import type { Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { madeFolder } from './support/made-folder.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());

const unavailable = { code: 'ERR_STORE_UNAVAILABLE' };
const failing = 'insert into mine (id) values (null)';

describe.each([
  {
    name: 'on a server',
    isLeftOut: server === undefined,
    open: () => openPostgresStore({ connectionString: server?.connectionString ?? '' }),
  },
  { name: 'on PGlite', isLeftOut: false, open: async () => openPgliteStore({ folder: await madeFolder() }) },
])('a transaction $name', ({ isLeftOut, open }) => {
  let store: Store;
  const kept = async (): Promise<readonly number[]> =>
    (await store.query<{ id: number }>('select id from mine order by id', [])).map(({ id }) => id);

  beforeEach(async () => {
    if (isLeftOut) return;
    const opened = await open();
    onTestFinished(() => opened.close());
    store = opened;
    await store.query('drop table if exists mine', []);
    await store.query('create table mine (id integer not null)', []);
  }, 120_000);

  test.skipIf(isLeftOut)('rejects when its commit undid it, because a failure was let pass', async () => {
    const swallowing = store.transaction(async (session) => {
      await session.query('insert into mine (id) values (1)', []);
      await session.query(failing, []).catch(() => undefined);
      return 'done';
    });
    await expect(swallowing).rejects.toMatchObject(unavailable);
    await expect(swallowing).rejects.toThrow(/rolled back by its commit/);
    expect(await kept()).toEqual([]);
  });

  test.skipIf(isLeftOut)('rejects also when the failure came after the last awaited statement', async () => {
    const hasty = store.transaction(async (session) => {
      await session.query('insert into mine (id) values (1)', []);
      session.query(failing, []).catch(() => undefined);
    });
    await expect(hasty).rejects.toMatchObject(unavailable);
    expect(await kept()).toEqual([]);
  });

  test.skipIf(isLeftOut)('keeps what a savepoint saved, and works again behind a failure', async () => {
    await expect(
      store.transaction((session) => session.query(failing, []).catch(() => undefined)),
    ).rejects.toMatchObject(unavailable);
    const saved = store.transaction(async (session) => {
      await session.query('insert into mine (id) values (1)', []);
      await session.query('savepoint before', []);
      await session.query(failing, []).catch(() => session.query('rollback to savepoint before', []));
      await session.query('insert into mine (id) values (2)', []);
      return 'done';
    });
    expect(await saved).toBe('done');
    expect(await kept()).toEqual([1, 2]);
  });
});
