import { hash } from 'node:crypto';
import { OptionError } from '@alipay-intl/core/errors';
import { runTransaction } from '../run-transaction.ts';
import { migrate } from '../schema/migrate.ts';
import type { Store, StoreSession } from '../store.ts';
import { unusableStore } from '../store-failure.ts';
import { createOwnPool } from './own-pool.ts';
import { clientSession, ignoreLostConnection, withClient } from './pooled-session.ts';
import type { PostgresPool } from './postgres-pool.ts';

/** Where the database is, and how long to wait for it. */
export type PostgresStoreOptions = {
  /**
   * Longest wait for a connection, and again for each statement, in milliseconds: 100 to 600000, 5000 by default. A call
   * takes at most about twice as long.
   */
  readonly timeoutMs?: number | undefined;
} & (
  | {
      /** `postgres://user:password@host:5432/database?sslmode=verify-full` */
      readonly connectionString: string;
      /** Connections at most, 1 to 1000; 10 by default. */
      readonly connectionsMax?: number | undefined;
    }
  | {
      /** Your own `Pool` of `pg`. It stays open when the store is closed. */
      readonly pool: PostgresPool;
    }
);

// The server ends a statement that takes too long; this much later nobody waits for its answer any more.
const answerMs = 500;
// A migration may wait for another process and rewrite tables; its statements set their own limit.
const longestStatementMs = 600_000;

/**
 * Opens a database on a PostgreSQL server, from version 13 on, and brings its tables to the newest version. Many processes
 * may use the same database. A lost connection ends neither the process nor the store: the calls that meet it fail, later
 * ones connect again.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for settings outside their limits and a connection string that is none.
 * @throws StoreError `ERR_STORE_UNAVAILABLE` where the database cannot be reached, does not store UTF-8, or confirms writes
 * before they are durable; `ERR_STORE_NEWER` where a newer library has changed its tables; `ERR_STORE_DAMAGED`.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { timeoutMs = 5_000 } = options;
  checkWithin('timeoutMs', timeoutMs, 100, 600_000);
  if ('pool' in options) {
    options.pool.on('error', ignoreLostConnection);
    const release = async (): Promise<void> => {
      options.pool.removeListener('error', ignoreLostConnection);
    };
    // Yours may go through a pooler that does not keep prepared statements with their connection.
    return await openOn(options.pool, { timeoutMs, isPrepared: false }, release);
  }
  const { connectionString, connectionsMax = 10 } = options;
  checkWithin('connectionsMax', connectionsMax, 1, 1_000);
  const pool = createOwnPool(connectionString, { timeoutMs, connectionsMax });
  return await openOn(pool, { timeoutMs, isPrepared: true }, () => pool.end());
}

interface Handling {
  readonly timeoutMs: number;
  /** Whether statements are prepared once for each connection; inside transactions the library's own only. */
  readonly isPrepared: boolean;
}

async function openOn(pool: PostgresPool, how: Handling, release: () => Promise<void>): Promise<Store> {
  const { timeoutMs } = how;
  const store = storeOn(pool, how, release);
  try {
    await checkServer(store);
    // Statements of a migration run longer than those of a till.
    await migrate({
      ...store,
      transaction: (work) => transact(pool, { connectMs: timeoutMs, statementMs: longestStatementMs }, work),
    });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function storeOn(
  pool: PostgresPool,
  { timeoutMs, isPrepared }: Handling,
  release: () => Promise<void>,
): Store {
  let closing: Promise<void> | undefined;
  const statementMs = timeoutMs + answerMs;
  const nameOf = isPrepared ? statementName : undefined;
  return {
    query: (text, values) =>
      withClient(pool, timeoutMs, (client) => clientSession(client, statementMs, nameOf).query(text, values)),
    transaction: (work) =>
      transact(
        pool,
        { connectMs: timeoutMs, statementMs, nameOf: isPrepared ? ownStatementName : undefined },
        work,
      ),
    close: () => {
      closing ??= release();
      return closing;
    },
  };
}

const names = new Map<string, string>();

// The library's own texts are few and never change.
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `alipay_intl_${hash('sha256', text, 'hex').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** A handler's statements are as many as it likes to write, so they are not kept; those on the library's tables are few. */
function ownStatementName(text: string): string | undefined {
  return text.includes('alipay_intl.') ? statementName(text) : undefined;
}

interface TransactionHandling {
  readonly connectMs: number;
  readonly statementMs: number;
  readonly nameOf?: ((text: string) => string | undefined) | undefined;
}

function transact<Result>(
  pool: PostgresPool,
  { connectMs, statementMs, nameOf }: TransactionHandling,
  work: (session: StoreSession) => Promise<Result>,
): Promise<Result> {
  return withClient(pool, connectMs, (client) =>
    runTransaction(clientSession(client, statementMs, nameOf), work),
  );
}

async function checkServer(store: Store): Promise<void> {
  const [settings] = await store.query<{ encoding: string; commit: string }>(
    `select current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit`,
    [],
  );
  if (settings?.encoding !== 'UTF8') {
    throw unusableStore('The database does not store UTF-8.', 'Create one with the encoding UTF8.');
  }
  if (settings.commit === 'off') {
    throw unusableStore(
      'The database confirms writes before they are durable (synchronous_commit is off).',
      'Set synchronous_commit to on for this role or database.',
    );
  }
}

function checkWithin(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: `${name} must be a whole number from ${least} to ${most}.`,
    next: 'Correct the setting.',
  });
}
