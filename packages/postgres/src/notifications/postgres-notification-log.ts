import { OptionError } from '@alipay-intl/core/errors';
import type { Clock } from '@alipay-intl/core/time';
import type { LoggedNotification, NotificationLog } from '@alipay-intl/notify';
import { checkStorable, scopedSession } from '../journal/scoped-session.ts';
import type { Store, StoreSession } from '../store.ts';
import {
  claimNotification,
  completeNotification,
  extendClaim,
  failNotification,
} from './claim-notification.ts';
import { handleMarked } from './handle-in-transaction.ts';
import { listNotifications, reviveNotification } from './list-notifications.ts';
import { storeNotification, takeStoredNotifications } from './store-notification.ts';

/** Settings of a notification log. */
export interface PostgresNotificationLogOptions {
  /** Names the merchant, 1 to 200 characters. Notifications of two scopes never meet, whatever their keys. */
  readonly scope: string;
  /** Decides whether a claim lives and whether a notification is due. The clock of the database by default. */
  readonly clock?: Clock | undefined;
  /**
   * Longest time that a handler may take inside its transaction, in milliseconds: 100 to 50000, 30000 by default. Then the
   * transaction is undone. On an embedded store nothing else runs meanwhile.
   */
  readonly handlerTimeoutMs?: number | undefined;
}

/** A notification log with transactions. */
export interface PostgresNotificationLog extends NotificationLog<StoreSession> {
  /**
   * Runs `work` in a transaction that also marks the notification as done. `work` must write by the session that it gets: what
   * it writes by the store is not part of the transaction, and an embedded store, which has one connection, refuses it at once.
   * A concurrent delivery waits, on a server as long as a statement may take.
   *
   * @throws what `work` throws, and StoreError `ERR_STORE_UNAVAILABLE` where `work` took too long, let a failed statement pass,
   * or used an embedded store, or where the notification is under a living claim; then nothing has happened. The same where
   * `work` ended the transaction: what it had committed stays, and the notification then counts as handled.
   */
  handleInTransaction(
    notification: LoggedNotification,
    work: (session: StoreSession) => Promise<void>,
  ): Promise<'handled' | 'done'>;
}

/**
 * The notifications of one merchant in a store. Nothing in it is removed by time. The message of a stored notification, which
 * holds buyer data, is forgotten when it is done. Making a log costs nothing; the store stays yours to close. Its methods throw
 * StoreError `ERR_STORE_UNAVAILABLE` where the database failed.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a scope that is empty or too long, and a time outside its limits.
 */
export function createPostgresNotificationLog(
  store: Store,
  options: PostgresNotificationLogOptions,
): PostgresNotificationLog {
  const { scope, clock, handlerTimeoutMs = 30_000 } = options;
  checkOptions(scope, handlerTimeoutMs);
  const session = scopedSession(store, scope, clock);
  return {
    claim: (notification, request) => claimNotification(session, notification, request),
    extend: (claim, request) => extendClaim(session, claim, request),
    complete: (claim) => completeNotification(session, claim),
    fail: (claim, failure) => failNotification(session, claim, failure),
    handleInTransaction: (notification, work) =>
      store.transaction((plain) => {
        const scoped = scopedSession(plain, scope, clock);
        return handleMarked({ scoped, plain, handlerTimeoutMs }, notification, work);
      }),
    store: (notification) => storeNotification(session, notification),
    takeStored: (request) => takeStoredNotifications(session, request),
    list: (query) => listNotifications(session, query),
    revive: (key) => reviveNotification(session, key),
  };
}

// The store's own pool has the server end a transaction that nobody uses for a minute, as one is whose handler is slow.
const longestHandlerMs = 50_000;

function checkOptions(scope: string, handlerTimeoutMs: number): void {
  if (typeof scope !== 'string' || scope.length < 1 || scope.length > 200) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The scope of a notification log must be a text of 1 to 200 characters.',
      next: 'Pass a lasting name of the merchant.',
    });
  }
  checkStorable(scope);
  if (Number.isInteger(handlerTimeoutMs) && handlerTimeoutMs >= 100 && handlerTimeoutMs <= longestHandlerMs)
    return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'handlerTimeoutMs must be a whole number from 100 to 50000.',
    next: 'Correct the setting.',
  });
}
