import { OptionError } from '@alipay-intl/core/errors';
import type { Clock } from '@alipay-intl/core/time';
import type { SqlValue, StoreSession } from '../store.ts';

/** What every statement of a journal begins with: the scope as `$1` and the time as `$2`. */
export interface ScopedSession {
  query<Row>(text: string, values: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** The time in statements: the caller's clock where there is one, else the database's, which all hosts share. */
export const sqlNow =
  '(coalesce($2::float8::bigint, (extract(epoch from statement_timestamp()) * 1000)::bigint))';

/** Binds statements to one merchant and one clock. */
export function scopedSession(store: StoreSession, scope: string, clock: Clock | undefined): ScopedSession {
  return {
    query: (text, values) => {
      for (const value of values) checkStorable(value);
      return store.query(text, [scope, clock === undefined ? null : clock.now(), ...values]);
    },
  };
}

// The database would refuse the first and silently replace the second, so that two ids could become one.
const unstorable = /\0|\p{Surrogate}/u;

/** @throws OptionError `ERR_OPTION_INVALID` for text that a database cannot hold unchanged. */
export function checkStorable(value: SqlValue): void {
  if (typeof value !== 'string' || !unstorable.test(value)) return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'An id or a name holds a NUL character or half of a surrogate pair.',
    money: 'Nothing was written.',
    next: 'Pass well-formed text.',
  });
}
