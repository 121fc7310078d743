import { checkStorable } from '../journal/scoped-session.ts';
import { writeText } from '../notifications/storable-text.ts';
import type { SqlValue, StoreSession } from '../store.ts';
import { unusableStore } from '../store-failure.ts';

/** What every statement of a day book begins with: the scope as `$1` and the merchant as `$2`. */
export interface MerchantSession {
  query<Row>(text: string, values: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** Binds statements to one merchant of one scope. */
export function merchantSession(store: StoreSession, scope: string, merchant: string): MerchantSession {
  const stored = writeText(merchant);
  return {
    query: (text, values) => {
      for (const value of values) checkStorable(value);
      return store.query(text, [scope, stored, ...values]);
    },
  };
}

const lockText =
  'select pg_try_advisory_xact_lock(hashtextextended(json_build_array($1::text, $2::text)::text, 7816)) as locked';
const sleepText = 'select pg_sleep(0.05)';

// A statement has but seconds, and the largest commit takes longer.
const looksMost = 2_400;

/**
 * Waits until nobody else writes in the book of this merchant; holds until the transaction ends.
 *
 * @throws StoreError `ERR_STORE_UNAVAILABLE` where somebody has held it for two minutes.
 */
export async function lockBook(session: StoreSession, bound: MerchantSession): Promise<void> {
  for (let look = 0; look < looksMost; look++) {
    const [row] = await bound.query<{ locked: boolean }>(lockText, []);
    if (row?.locked === true) return;
    await session.query(sleepText, []);
  }
  throw unusableStore(
    'Another process has been writing in the book of this merchant for two minutes.',
    'See whether it stands still, and try again.',
  );
}
