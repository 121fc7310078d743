import { OptionError } from '@alipay-intl/core/errors';
import { Pool } from 'pg';
import { ignoreLostConnection } from './pooled-session.ts';

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
