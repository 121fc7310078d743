import { OptionError } from '@alipay-intl/core/errors';
import { Pool } from 'pg';
import { ignoreLostConnection } from './pooled-session.ts';

const longestIdleMs = 60_000;

/** A pool of connections for one store. */
export function createOwnPool(
  connectionString: string,
  { timeoutMs, connectionsMax }: { readonly timeoutMs: number; readonly connectionsMax: number },
): Pool {
  checkConnectionString(connectionString);
  const pool = new Pool({
    connectionString,
    max: connectionsMax,
    application_name: 'alipay-intl',
    connectionTimeoutMillis: timeoutMs,
    // The server gives up first, so that a statement nobody waits for any more does not happen later.
    statement_timeout: timeoutMs,
    idle_in_transaction_session_timeout: longestIdleMs,
    keepAlive: true,
  });
  pool.on('error', ignoreLostConnection);
  return pool;
}

/** The error of the URL parser carries the whole text, password included, so it is not kept. */
function checkConnectionString(text: string): void {
  if (typeof text === 'string' && /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)) return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'The connection string is not a URL that begins with postgres://.',
    next: 'Pass postgres://user:password@host:5432/database, with special characters percent-encoded.',
  });
}
