import { StoreError } from '@alipay-intl/core/errors';
import type { Store, StoreSession } from '../store.ts';
import { damagedStore } from '../store-failure.ts';
import { type Migration, migrations } from './migrations.ts';

// Any number that no other program uses: "alipay-i" as eight bytes.
const migrationLock = '7812169395962486121';
const longestMigrationMs = 600_000;

/**
 * Brings the tables to the newest version of this library. Needs no more than reading where they already are.
 *
 * @throws StoreError `ERR_STORE_NEWER` where a newer library has changed the tables, `ERR_STORE_DAMAGED` where the record of
 * versions is not one that this library writes.
 */
export async function migrate(store: Store, steps: readonly Migration[] = migrations): Promise<void> {
  if ((await missingSteps(store, steps)).length === 0) return;
  await store.transaction(async (session) => {
    await session.query(`set local statement_timeout = ${longestMigrationMs}`, []);
    await session.query('select pg_advisory_xact_lock($1::bigint)', [migrationLock]);
    await session.query('create schema if not exists alipay_intl', []);
    await session.query(
      `create table if not exists alipay_intl.migrations (
        version integer primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`,
      [],
    );
    // Read again: another process may have migrated while this one waited for the lock.
    for (const step of await missingSteps(session, steps)) {
      for (const statement of step.statements) await session.query(statement, []);
      await session.query('insert into alipay_intl.migrations (version, name) values ($1, $2)', [
        step.version,
        step.name,
      ]);
    }
  });
}

async function missingSteps(
  session: StoreSession,
  steps: readonly Migration[],
): Promise<readonly Migration[]> {
  const [table] = await session.query<{ known: boolean }>(
    `select to_regclass('alipay_intl.migrations') is not null as known`,
    [],
  );
  if (table?.known !== true) return steps;
  const applied = await session.query<{ version: number; name: string }>(
    'select version, name from alipay_intl.migrations order by version',
    [],
  );
  const isForeign = applied.some(
    ({ version, name }, index) =>
      version !== index + 1 || (steps[index] !== undefined && steps[index].name !== name),
  );
  if (isForeign) throw damagedStore('The record of schema versions is not one that this library writes.');
  if (applied.length > steps.length) throw newerStore(applied.length, steps.length);
  return steps.slice(applied.length);
}

function newerStore(found: number, known: number): StoreError {
  return new StoreError('ERR_STORE_NEWER', {
    what: `The tables have version ${found}; this library knows versions up to ${known}.`,
    money: 'The payments stand as they were; nothing was sent.',
    next: 'Run the newer version of the library.',
  });
}
