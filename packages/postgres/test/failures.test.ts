import { inspect } from 'node:util';
import { createMemoryJournal } from '@alipay-intl/payments/checkout';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { ending, openPayment } from './support/payments.ts';

const server = await postgresServerOrNone();
let store: Store;
beforeAll(async () => {
  if (server !== undefined) store = await openPostgresStore(server);
});
afterAll(async () => {
  await store?.close();
  await server?.remove();
});

const unavailable = { code: 'ERR_STORE_UNAVAILABLE' };
const damaged = { code: 'ERR_STORE_DAMAGED' };
const lease = { session: 'session-9', leaseMs: 60_000 };

/** Everything that a log could show of an error. */
function shown(error: unknown): string {
  return [String(error), inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)].join('\n');
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  return error;
}

describe('settings', () => {
  test.each(['', 'x'.repeat(201), 'a\0b', '\ud800'])('the scope %j is refused', (scope) => {
    const anyStore = {} as Store;
    expect(() => createPostgresJournal(anyStore, { scope })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
    );
  });

  test.each([
    { connectionString: 'host=localhost password=geheim-wort' },
    { connectionString: 'postgres://alipay:geheim-wort@[::1/alipay' },
    { connectionString: 'postgres://alipay:geheim-wort@127.0.0.1/alipay', timeoutMs: 1 },
    { connectionString: 'postgres://alipay:geheim-wort@127.0.0.1/alipay', connectionsMax: 0 },
  ])('$connectionString is refused without a word of it', async (options) => {
    const error = await failureOf(openPostgresStore(options));
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(shown(error)).not.toContain('geheim-wort');
  });
});

describe.skipIf(server === undefined)('a server', () => {
  test('that refuses the password is unavailable, and no error or store shows a password', async () => {
    const url = new URL(server?.connectionString ?? '');
    url.password = 'geheim-wort';
    const refused = await failureOf(openPostgresStore({ connectionString: url.href }));
    expect(refused).toMatchObject(unavailable);
    url.port = '1';
    const unreachable = await failureOf(openPostgresStore({ connectionString: url.href }));
    expect(unreachable).toMatchObject({ ...unavailable, cause: { code: 'ECONNREFUSED' } });
    expect(shown(refused) + shown(unreachable)).not.toContain('geheim-wort');
    expect(inspect(store, { depth: 9, showHidden: true })).not.toContain(server?.password);
  });

  test('that confirms writes before they are durable is refused', async () => {
    const connectionString = (await server?.createDatabase('not_durable')) ?? '';
    await store.query('alter database not_durable set synchronous_commit = off', []);
    await expect(openPostgresStore({ connectionString })).rejects.toMatchObject(unavailable);
  });

  test('whose database does not store UTF-8 is refused', async () => {
    const url = new URL(server?.connectionString ?? '');
    await store.query(`create database latin encoding 'LATIN1' template template0`, []);
    url.pathname = '/latin';
    await expect(openPostgresStore({ connectionString: url.href })).rejects.toMatchObject(unavailable);
  });

  test('that fails a statement gives a typed error with its code, and no row', async () => {
    const error = await failureOf(
      store.query(`insert into alipay_intl.migrations (version, name) values (1, 'row-content')`, []),
    );
    expect(error).toMatchObject({ ...unavailable, cause: { code: '23505' } });
    expect(shown(error)).not.toContain('(version)=(1)');
    expect(await store.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  test('keeps nothing of a transaction whose work throws, and lets its error through', async () => {
    const mine = new TypeError('mine');
    const work = store.transaction(async (session) => {
      await session.query('create table public.gone (id integer)', []);
      throw mine;
    });
    expect(await failureOf(work)).toBe(mine);
    expect(await store.query(`select to_regclass('public.gone') is null as gone`, [])).toEqual([
      { gone: true },
    ]);
  });

  test('is unavailable once the store is closed', async () => {
    if (server === undefined) return;
    const closed = await openPostgresStore(server);
    await closed.close();
    await closed.close();
    await expect(closed.query('select 1', [])).rejects.toMatchObject(unavailable);
  });
});

describe.skipIf(server === undefined)('ids and limits', () => {
  test.each(['a\0b', '\ud800', 'b\udc00c'])(
    'the id %j is refused before it could become another',
    async (id) => {
      const journal = createPostgresJournal(store, { scope: 'ids' });
      const invalid = expect.objectContaining({ code: 'ERR_OPTION_INVALID' });
      expect(await failureOf(openPayment(journal, id))).toEqual(invalid);
      expect(await failureOf(journal.load(id))).toEqual(invalid);
    },
  );

  test('every other id is kept apart and found again', async () => {
    const journal = createPostgresJournal(store, { scope: 'ids' });
    const ids = [
      'a',
      'A',
      'a ',
      ' a',
      'ä',
      'a\u0308',
      "'",
      '$1',
      '\\',
      '%',
      '支付',
      '👩‍👩‍👧',
      '\u00a0',
      'x'.repeat(500),
    ];
    for (const id of ids) await openPayment(journal, id);
    for (const id of ids) expect((await journal.load(id))?.attemptId).toBe(id);
    const listed = await journal.list({ only: 'open', limit: 1_000 });
    expect(new Set(listed.map(({ attemptId }) => attemptId))).toEqual(new Set(ids));
  });

  test.each([0, -1, 1.5, 1_001, Number.NaN])('a list of %j payments is refused', async (limit) => {
    const journal = createPostgresJournal(store, { scope: 'ids' });
    await expect(journal.list({ only: 'open', limit })).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

describe.skipIf(server === undefined)('a damaged payment', () => {
  async function damage(scope: string, sql: string) {
    const journal = createPostgresJournal(store, { scope });
    const opened = await openPayment(journal, 'a');
    await journal.append({ ...ending(opened), lease: undefined });
    await store.query('alter table alipay_intl.payment_events disable trigger all', []);
    await store.query(sql, [scope]);
    return journal;
  }

  test.each([
    ['the last event is missing', 'delete from alipay_intl.payment_events where scope = $1 and seq = 3'],
    [
      'an event in the middle is missing',
      'delete from alipay_intl.payment_events where scope = $1 and seq = 2',
    ],
    ['all events are missing', 'delete from alipay_intl.payment_events where scope = $1'],
    ['its version is wrong', 'update alipay_intl.payments set version = 2 where scope = $1'],
  ])('is not read: %s', async (name, sql) => {
    const journal = await damage(name, sql);
    await expect(journal.load('a')).rejects.toMatchObject(damaged);
    await expect(journal.take('a', lease)).rejects.toMatchObject(damaged);
  });

  test('does not stand in the way of the others, and waits for a person', async () => {
    const scope = 'set-aside';
    const journal = await damage(
      scope,
      'delete from alipay_intl.payment_events where scope = $1 and seq = 2',
    );
    await openPayment(journal, 'b');
    await store.query('update alipay_intl.payments set lease_until = 1 where scope = $1', [scope]);
    const due = { ...lease, rail: 'barcode', limit: 10 };
    expect(await journal.takeDue(due)).toMatchObject([{ attemptId: 'b' }]);
    expect(await journal.takeDue({ ...due, session: 'session-10' })).toEqual([]);
    expect(await journal.list({ only: 'needs-person', limit: 10 })).toMatchObject([{ attemptId: 'a' }]);
    await expect(journal.load('a')).rejects.toMatchObject(damaged);
  });
});

describe.skipIf(server === undefined)('without a clock of the caller', () => {
  test('the clock of the database decides', async () => {
    const journal = createPostgresJournal(store, { scope: 'database-clock' });
    const request = { session: 'session-1', leaseMs: 400 };
    const opening = { rail: 'barcode', fingerprint: 'f', orderKey: undefined, events: [], lease: request };
    await journal.open({ ...opening, attemptId: 'a' });
    const other = { ...request, session: 'session-2' };
    expect((await journal.take('a', other)).kind).toBe('held');
    expect(await journal.takeDue({ ...other, rail: 'barcode', limit: 10 })).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await journal.takeDue({ ...other, rail: 'barcode', limit: 10 })).toHaveLength(1);
    expect((await journal.take('a', { ...request, session: 'session-3' })).kind).toBe('held');
  });
});

test('what a store keeps equals what the memory keeps, members that are undefined aside', async () => {
  if (server === undefined) return;
  const journals = [createMemoryJournal(), createPostgresJournal(store, { scope: 'equal' })];
  const read = await Promise.all(
    journals.map(async (journal) => {
      const opened = await openPayment(journal, 'a');
      await journal.append(ending(opened));
      return await journal.load('a');
    }),
  );
  expect(read[1]).toStrictEqual(read[0]);
});
