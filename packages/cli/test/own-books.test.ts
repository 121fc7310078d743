import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  firstDay,
  type Merchant,
  type NightScene,
  playNightScene,
  writeConfiguration,
} from '../../../test/nightly/support/night-scene.ts';
import { runNightly } from '../../../test/nightly/support/run-nightly.ts';
import { type PostgresServer, postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const server: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
let scene: NightScene;

beforeAll(async () => {
  scene = await playNightScene('2026-11-20T10:30');
});
afterAll(async () => {
  vi.resetConfig();
  await scene.close();
  await server?.remove();
});

const ledgerLine = '    ledger: { csv: "ledger/{merchant}/{day}.csv" }';

/** Reconciles the first day with each merchant's books where the given line says. */
async function runWith(name: string, ledgers: readonly string[], env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const file = writeConfiguration(folder, scene, '{ postgres: { env: DATABASE_URL } }');
  const left = [...ledgers];
  const text = readFileSync(file, 'utf8').replaceAll(ledgerLine, () => `    ledger: ${left.shift()}`);
  writeFileSync(file, text);
  const url = (await server?.createDatabase(name)) ?? '';
  return runNightly(['nightly'], scene, folder, { DATABASE_URL: url, ...env });
}

async function fillShop(url: string, { booked }: Merchant): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table own_books (kind text, own_id text, provider_id text, original_own_id text,
    original_provider_id text, status text, currency text, amount bigint, occurred_at bigint)`);
  for (const row of booked) {
    const ids = [row.ownId, row.providerId, row.originalOwnId, row.originalProviderId].map(
      (id) => id || null,
    );
    const values = [row.kind, ...ids, row.status, row.currency, row.amount, Date.parse(row.occurredAt)];
    await client.query('insert into own_books values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', values);
  }
  await client.end();
}

async function schemasOf(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ nspname: string }>(
    "select nspname from pg_namespace where nspname !~ '^pg_'",
  );
  await client.end();
  return rows.map(({ nspname }) => nspname).toSorted();
}

describe.skipIf(server === undefined)('own books', () => {
  it('come by SQL from another database, in which nothing is made', async () => {
    const [merchant, other] = scene.merchants as readonly [Merchant, Merchant];
    const urls = [await server?.createDatabase('shop1'), await server?.createDatabase('shop2')].map(
      (url) => url ?? '',
    );
    const [one = '', two = ''] = urls;
    await fillShop(one, merchant);
    await fillShop(two, other);
    const select = 'select * from own_books where occurred_at >= $1 and occurred_at < $2';
    const ledgers = ['SHOP_1', 'SHOP_2'].map((name) => `{ sql: "${select}", database: { env: ${name} } }`);
    const { code, data, err } = await runWith('books1', ledgers, { SHOP_1: one, SHOP_2: two });
    expect([code, err]).toEqual([0, '']);
    expect(data.merchants).toMatchObject([
      { days: [{ day: firstDay, state: 'waiting' }], openBreaks: 0 },
      { days: [{ day: firstDay, state: 'waiting' }], openBreaks: 0 },
    ]);
    expect(await schemasOf(one)).toEqual(['information_schema', 'public']);
  });

  it('that cannot be read are a fault, told without their password', async () => {
    const url = new URL((await server?.createDatabase('shop3')) ?? '');
    const select = 'delete from own_books returning $1, $2';
    const ledgers = ['SHOP', 'GONE'].map((name) => `{ sql: "${select}", database: { env: ${name} } }`);
    const gone = new URL(url);
    gone.port = '1';
    const { code, data, err } = await runWith('books2', ledgers, { SHOP: url.href, GONE: gone.href });
    expect(code).toBe(3);
    expect(data.merchants).toMatchObject([
      { error: { code: 'ERR_LEDGER_UNREADABLE' } },
      { error: { code: 'ERR_LEDGER_UNREADABLE' } },
    ]);
    expect(err).not.toContain(decodeURIComponent(url.password));
    expect(err).not.toContain(url.password);
  });

  it('come from the payment journal of the store', async () => {
    const { code, data } = await runWith('books3', ['{ journal: nobody }', '{ journal: nobody }']);
    // A journal without payments: everything of Alipay is unknown to it, and has a day left to turn up.
    expect(code).toBe(0);
    expect(data.merchants).toMatchObject([
      { days: [{ state: 'waiting' }] },
      { days: [{ state: 'waiting' }] },
    ]);
  });
});
