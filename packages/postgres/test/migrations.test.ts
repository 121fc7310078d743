import type { Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { migrate } from '../src/schema/migrate.ts';
import { migrations } from '../src/schema/migrations.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());
let databases = 0;

async function newDatabase(): Promise<string> {
  databases += 1;
  return (await server?.createDatabase(`migrations_${databases}`)) ?? '';
}

async function open(connectionString: string): Promise<Store> {
  const store = await openPostgresStore({ connectionString });
  onTestFinished(() => store.close());
  return store;
}

const newest = migrations.length;
const step = (version: number) => ({
  version,
  name: `step-${version}`,
  statements: [`create table alipay_intl.step_${version} (id integer)`],
});

async function versionsOf(store: Store): Promise<readonly number[]> {
  const rows = await store.query<{ version: number }>(
    'select version from alipay_intl.migrations order by version',
    [],
  );
  return rows.map(({ version }) => version);
}

test('the steps are numbered from 1 without a gap', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

describe.skipIf(server === undefined)('migrations on a server', () => {
  test('run once', async () => {
    const connectionString = await newDatabase();
    await open(connectionString);
    expect(await versionsOf(await open(connectionString))).toHaveLength(newest);
  });

  test('run once when eight processes open a new database at the same time', async () => {
    const connectionString = await newDatabase();
    const stores = await Promise.all(Array.from({ length: 8 }, () => open(connectionString)));
    for (const store of stores) expect(await versionsOf(store)).toHaveLength(newest);
  });

  test('bring an older database to the newest version, and only what is missing', async () => {
    const store = await open(await newDatabase());
    await migrate(store, [...migrations, step(newest + 1), step(newest + 2)]);
    await migrate(store, [...migrations, step(newest + 1), step(newest + 2)]);
    expect(await versionsOf(store)).toHaveLength(newest + 2);
  });

  test('happen whole or not at all', async () => {
    const store = await open(await newDatabase());
    const broken = { version: newest + 2, name: 'broken', statements: ['create table ('] };
    await expect(migrate(store, [...migrations, step(newest + 1), broken])).rejects.toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
    });
    expect(await versionsOf(store)).toHaveLength(newest);
    await migrate(store, [...migrations, step(newest + 1)]);
    expect(await versionsOf(store)).toHaveLength(newest + 1);
  });

  test('refuse a database of a newer library, and leave it as it is', async () => {
    const connectionString = await newDatabase();
    const store = await open(connectionString);
    await migrate(store, [...migrations, step(newest + 1)]);
    await expect(openPostgresStore({ connectionString })).rejects.toMatchObject({ code: 'ERR_STORE_NEWER' });
    expect(await versionsOf(store)).toHaveLength(newest + 1);
  });

  test('refuse a record of versions that this library does not write', async () => {
    const connectionString = await newDatabase();
    const store = await open(connectionString);
    await store.query(`update alipay_intl.migrations set name = 'of somebody else'`, []);
    await expect(openPostgresStore({ connectionString })).rejects.toMatchObject({
      code: 'ERR_STORE_DAMAGED',
    });
  });

  test('need no more than reading and writing rows where the tables are there', async () => {
    const connectionString = await newDatabase();
    const store = await open(connectionString);
    const role = `till_${databases}`;
    for (const statement of [
      `create role ${role} login password 'till'`,
      `grant usage on schema alipay_intl to ${role}`,
      `grant select, insert, update on all tables in schema alipay_intl to ${role}`,
    ]) {
      await store.query(statement, []);
    }
    const url = new URL(connectionString);
    [url.username, url.password] = [role, 'till'];
    await open(url.href);
  });
});

test('an embedded database of a newer library is refused', async () => {
  const folder = await madeFolder();
  const store = await openPgliteStore({ folder });
  expect(await versionsOf(store)).toHaveLength(newest);
  await migrate(store, [...migrations, step(newest + 1)]);
  await store.close();
  await expect(openPgliteStore({ folder })).rejects.toMatchObject({ code: 'ERR_STORE_NEWER' });
  // The refused opening has let the folder go.
  await expect(openPgliteStore({ folder })).rejects.toMatchObject({ code: 'ERR_STORE_NEWER' });
});
