import { StoreError } from '@alipay-intl/core/errors';
import type { LoggedNotification } from '@alipay-intl/notify';
import { type ScopedSession, sqlNow } from '../journal/scoped-session.ts';
import type { StoreSession } from '../store.ts';
import { runBounded } from './bounded-handler.ts';
import {
  freeNotification,
  notificationColumns,
  notificationInput,
  notificationValues,
} from './notification-row.ts';
import { writeText } from './storable-text.ts';

// Marked first, so that another delivery waits at this row until the transaction has ended.
const markText = `
with done as (
  select from alipay_intl.notifications where scope = $1 and key = $3 and standing = 'done'
), marked as (
  insert into alipay_intl.notifications as n (${notificationColumns}, standing, token, due_at)
  select ${notificationInput}, 'done', 1, null
  where not exists (select from done)
  on conflict (scope, key) do update set standing = 'done', token = n.token + 1, due_at = null, message = null
  where ${freeNotification('n', sqlNow)}
  returning true
)
select exists (select from marked) as marked, exists (select from done) as done`;

const standingText = `
select standing from alipay_intl.notifications
where scope = $1 and key = $3 and ($2::float8 is null or true)`;

/** What a handling needs of its transaction. */
export interface HandlingSession {
  /** For the log's own statements. */
  readonly scoped: ScopedSession;
  /** For the handler's. */
  readonly plain: StoreSession;
  readonly handlerTimeoutMs: number;
}

/** Marks a notification as done and runs its handler, in a transaction that is the caller's. */
export async function handleMarked(
  { scoped, plain, handlerTimeoutMs }: HandlingSession,
  notification: LoggedNotification,
  work: (session: StoreSession) => Promise<void>,
): Promise<'handled' | 'done'> {
  const values = notificationValues({ ...notification, message: undefined });
  const [row] = await scoped.query<{ marked: boolean; done: boolean }>(markText, values);
  if (row?.done === true) return 'done';
  const isDone = async (): Promise<boolean> => {
    const [now] = await scoped.query<{ standing: string }>(standingText, [writeText(notification.key)]);
    return now?.standing === 'done';
  };
  if (row?.marked !== true) {
    // It waited for another delivery, whose end it sees only now.
    if (await isDone()) return 'done';
    throw claimedByAnother();
  }
  await runBounded(plain, handlerTimeoutMs, work);
  // The commit of a transaction in which a statement failed is a rollback without an error.
  if (await isDone()) return 'handled';
  throw transactionEnded();
}

function claimedByAnother(): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'Another worker is handling the notification under a claim.',
    money: 'This delivery had no effect; Alipay sends the notification again.',
    next: 'Run all receivers of a log in one mode.',
  });
}

function transactionEnded(): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'The handler of a notification ended the transaction that it ran in.',
    money: 'The notification counts as not handled; Alipay sends it again.',
    next: 'Leave commit and rollback to the log: throw to undo.',
  });
}
