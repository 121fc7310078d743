import { StoreError } from '@alipay-intl/core/errors';
import { Client } from 'pg';

/** Locks by which a merchant has one worker at a time. They end with the connection, so a killed worker leaves none. */
export interface MerchantLocks {
  /** Aborted where the connection is gone, and the locks with it. */
  readonly lost: AbortSignal;
  /** Takes the lock of a merchant, where nobody has it. */
  take(merchant: string): Promise<boolean>;
  release(merchant: string): Promise<void>;
  close(): Promise<void>;
}

const takeText = 'select pg_try_advisory_lock(hashtextextended($1, 7817)) as taken';
const releaseText = 'select pg_advisory_unlock(hashtextextended($1, 7817))';

/**
 * Opens the connection that locks are held by.
 *
 * @throws StoreError `ERR_STORE_UNAVAILABLE` here and in each call.
 */
export async function openMerchantLocks(connectionString: string): Promise<MerchantLocks> {
  // A URL that is none is refused here, in words that hold it.
  const client = await guarded(
    async () => new Client({ connectionString, application_name: 'alipay-intl-lock', keepAlive: true }),
  );
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  await guarded(() => client.connect());
  return {
    lost: lost.signal,
    take: async (merchant) => {
      const { rows } = await guarded(() => client.query<{ readonly taken: boolean }>(takeText, [merchant]));
      return rows[0]?.taken === true;
    },
    release: async (merchant) => {
      await guarded(() => client.query(releaseText, [merchant]));
    },
    close: () => client.end(),
  };
}

/** The driver's own errors can hold what it connects with. */
export async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    throw queueFault(`The database of the queue failed${code === '' ? '' : ` (${code})`}.`);
  }
}

/** The connection ended that locks were held by. */
export function lostLocks(): StoreError {
  return queueFault('The connection to the database was lost, and with it the lock of the merchant.');
}

function queueFault(what: string): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what,
    money: 'Results that were written before are safe; a task that was under way will be done again.',
    next: 'Look after the database, then start the worker again.',
  });
}
