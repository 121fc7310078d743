import { OptionError } from '@alipay-intl/core/errors';
import type { Clock } from '@alipay-intl/core/time';
import type { Journal } from '@alipay-intl/payments/checkout';
import type { Store } from '../store.ts';
import { appendEvents } from './append-events.ts';
import { extendLease } from './extend-lease.ts';
import { listPayments } from './list-payments.ts';
import { openPayment } from './open-payment.ts';
import { readPayment } from './read-payment.ts';
import { checkStorable, scopedSession } from './scoped-session.ts';
import { takeDuePayments, takePayment } from './take-payments.ts';

/** Settings of a journal. */
export interface PostgresJournalOptions {
  /** Names the merchant, 1 to 200 characters. Payments of two scopes never meet, whatever their ids. */
  readonly scope: string;
  /**
   * Decides whether a lease lives and whether a payment is due. The clock of the database by default, so that hosts need not
   * agree on the time.
   */
  readonly clock?: Clock | undefined;
}

/**
 * The journal of one merchant in a store. Its methods throw StoreError `ERR_STORE_UNAVAILABLE` where the database failed,
 * `ERR_STORE_DAMAGED` where a payment cannot be read, and OptionError `ERR_OPTION_INVALID` for an id that no database can
 * hold. Making one costs nothing; the store stays yours to close.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a scope that is empty or too long.
 */
export function createPostgresJournal(store: Store, options: PostgresJournalOptions): Journal {
  const { scope, clock } = options;
  if (typeof scope !== 'string' || scope.length < 1 || scope.length > 200) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The scope of a journal must be a text of 1 to 200 characters.',
      next: 'Pass a lasting name of the merchant.',
    });
  }
  checkStorable(scope);
  const session = scopedSession(store, scope, clock);
  return {
    open: (opening) => openPayment(session, opening),
    load: (attemptId) => readPayment(session, attemptId),
    take: (attemptId, request) => takePayment(session, attemptId, request),
    takeDue: (request) => takeDuePayments(session, request),
    extend: (lease, request) => extendLease(session, lease, request),
    append: (append) => appendEvents(session, append),
    list: (query) => listPayments(session, query),
  };
}
