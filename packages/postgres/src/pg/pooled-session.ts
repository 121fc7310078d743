import type { CommandSession } from '../run-transaction.ts';
import { storeFailure } from '../store-failure.ts';
import type { PostgresClient, PostgresPool } from './postgres-pool.ts';

/** A broken connection tells so while nobody asks; without a listener Node would end the process. */
export function ignoreLostConnection(): void {}

/**
 * Lends a connection for as long as `work` runs. After any failure the connection is closed, not reused: what state it is in
 * is unknown. Throws what `work` throws.
 *
 * @throws StoreError where no connection is had.
 */
export async function withClient<Result>(
  pool: PostgresPool,
  timeoutMs: number,
  work: (client: PostgresClient) => Promise<Result>,
): Promise<Result> {
  let client: PostgresClient;
  try {
    client = await connectWithin(pool, timeoutMs);
  } catch (error) {
    throw storeFailure(error);
  }
  client.on('error', ignoreLostConnection);
  let isSound = false;
  try {
    const result = await work(client);
    isSound = true;
    return result;
  } finally {
    client.removeListener('error', ignoreLostConnection);
    // A closing connection can still tell of its end.
    if (!isSound) client.on('error', ignoreLostConnection);
    client.release(!isSound);
  }
}

/**
 * Runs statements on a connection; each may take `timeoutMs`. Every failure becomes a StoreError.
 *
 * @param nameOf - names the prepared statement of a text, where the connection keeps them.
 */
export function clientSession(
  client: PostgresClient,
  timeoutMs: number,
  nameOf?: (text: string) => string | undefined,
): CommandSession {
  const run = async (text: string, values: readonly unknown[]): ReturnType<PostgresClient['query']> => {
    try {
      const name = nameOf?.(text);
      const named = name === undefined ? {} : { name };
      return await client.query({ ...named, text, values: [...values], query_timeout: timeoutMs });
    } catch (error) {
      throw storeFailure(error);
    }
  };
  return {
    query: async <Row>(text: string, values: readonly unknown[]) => (await run(text, values)).rows as Row[],
    command: async (text) => (await run(text, [])).command,
  };
}

/** A pool can wait for ever: for a free connection, or for a host that does not answer. */
async function connectWithin(pool: PostgresPool, timeoutMs: number): Promise<PostgresClient> {
  const connecting = pool.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    const client = await Promise.race([connecting, late]);
    if (client !== undefined) return client;
  } finally {
    clearTimeout(timer);
  }
  connecting.then(
    (client) => client.release(),
    () => undefined,
  );
  throw Object.assign(new Error(`no connection within ${timeoutMs} ms`), { code: 'ETIMEDOUT' });
}
