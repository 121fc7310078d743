import { AsyncResource } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';

const server = await postgresServerOrNone();
// Starting an embedded store takes longer than any test here, so the tests of a group share one.
const folders = mkdtempSync(join(tmpdir(), 'alipay-intl-transactions-'));
afterAll(async () => {
  await server?.remove();
  rmSync(folders, { recursive: true, force: true });
});

async function openPglite(name: string): Promise<Store> {
  return openPgliteStore({ folder: await madeFolder(join(folders, name)) });
}

const unavailable = { code: 'ERR_STORE_UNAVAILABLE' };
const failing = 'insert into mine (id) values (null)';

describe.each([
  {
    name: 'on a server',
    isLeftOut: server === undefined,
    open: () => openPostgresStore({ connectionString: server?.connectionString ?? '' }),
  },
  { name: 'on PGlite', isLeftOut: false, open: () => openPglite('each') },
])('a transaction $name', ({ isLeftOut, open }) => {
  let store: Store;
  const kept = async (): Promise<readonly number[]> =>
    (await store.query<{ id: number }>('select id from mine order by id', [])).map(({ id }) => id);

  beforeAll(async () => {
    if (isLeftOut) return;
    store = await open();
    await store.query('create table mine (id integer not null)', []);
  }, 120_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!isLeftOut) await store.query('truncate mine', []);
  });

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

describe('a transaction on PGlite, whose work uses the store', () => {
  const misuse = /used inside its own transaction/;
  let store: Store;
  const kept = (): Promise<readonly unknown[]> => store.query('select id from mine', []);

  beforeAll(async () => {
    store = await openPglite('own');
    await store.query('create table mine (id integer not null)', []);
  }, 120_000);
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.query('truncate mine', []);
  });

  test.each([
    ['query', async () => void (await store.query('select 1', []))],
    ['transaction', () => store.transaction(async () => undefined)],
    ['close', () => store.close()],
  ])('is refused its %s, and works on', async (_name, use) => {
    const misused = store.transaction(async (session) => {
      await session.query('insert into mine (id) values (1)', []);
      // As deep as the checkout of a handler would do it.
      await new Promise((resolve) => setImmediate(resolve)).then(use);
    });
    await expect(misused).rejects.toMatchObject(unavailable);
    await expect(misused).rejects.toThrow(misuse);
    expect(await kept()).toEqual([]);
    await store.transaction((session) => session.query('insert into mine (id) values (2)', []));
    expect(await kept()).toEqual([{ id: 2 }]);
  });

  test('and hides the refusal, keeps what it wrote by its session', async () => {
    await store.transaction(async (session) => {
      await session.query('insert into mine (id) values (1)', []);
      await store.query('select 1', []).catch(() => undefined);
    });
    expect(await kept()).toEqual([{ id: 1 }]);
  });

  test('is refused in a handler as well, long before its time is over', async () => {
    const log = createPostgresNotificationLog(store, { scope: 'm', handlerTimeoutMs: 50_000 });
    const notification = {
      key: 'k',
      family: 'v1',
      type: 'PAYMENT_RESULT',
      reference: 'r',
      receivedAtMs: 0,
      message: undefined,
    } as const;
    const misused = log.handleInTransaction(notification, async () => {
      await log.list({ only: 'done', limit: 10 });
    });
    await expect(misused).rejects.toThrow(misuse);
    expect(await log.list({ only: 'done', limit: 10 })).toEqual([]);
  });

  test('is no misuse of other calls at the same time, of another store, and of what it leaves behind', async () => {
    const other = await openPgliteStore({ folder: await madeFolder() });
    onTestFinished(() => other.close());
    let leftBehind: (() => Promise<unknown>) | undefined;
    const transaction = store.transaction(async (session) => {
      expect(await other.query('select 7 as id', [])).toEqual([{ id: 7 }]);
      leftBehind = AsyncResource.bind(() => store.query('insert into mine (id) values (2)', []));
      await session.query('insert into mine (id) values (1)', []);
    });
    const beside = store.query('insert into mine (id) values (3)', []);
    await Promise.all([transaction, beside]);
    await leftBehind?.();
    expect(await kept()).toEqual([{ id: 1 }, { id: 3 }, { id: 2 }]);
  });
});
