import { ReconciliationError } from '@alipay-intl/core/errors';
import type { Store, StoreSession } from '@alipay-intl/postgres';
import { Client } from 'pg';

/**
 * Lends a database that is not the store's, to read own books from. Nothing is made in it, and no transaction of it can write.
 * Throws what `work` and the driver throw.
 *
 * @throws ReconciliationError `ERR_LEDGER_UNREADABLE` where it cannot be reached.
 */
export async function withForeignStore<Result>(
  connectionString: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const client = await connected(connectionString);
  const session: StoreSession = {
    query: async <Row>(text: string, values: readonly unknown[]) =>
      (await client.query(text, [...values])).rows as Row[],
  };
  try {
    return await work({
      ...session,
      transaction: async (inner) => {
        await client.query('begin');
        try {
          return await inner(session);
        } finally {
          // Nothing was written.
          await client.query('rollback');
        }
      },
      close: async () => undefined,
    });
  } finally {
    await client.end();
  }
}

async function connected(connectionString: string): Promise<Client> {
  try {
    const client = new Client({
      connectionString,
      application_name: 'alipay-intl-ledger',
      options: '-c default_transaction_read_only=on',
    });
    // A connection that breaks while nobody asks is met by the next statement.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (cause) {
    throw new ReconciliationError('ERR_LEDGER_UNREADABLE', {
      what: 'The database of your own books could not be reached.',
      money: 'Nothing was compared; no break was opened or closed.',
      next: 'Look at the cause, and run the command again.',
      // The fault of a URL that is none holds the URL, and so its password.
      cause: cause instanceof TypeError ? new TypeError('its URL is not valid') : cause,
    });
  }
}
