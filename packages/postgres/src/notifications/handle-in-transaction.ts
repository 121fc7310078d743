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
import { watchStatements } from './plain-statement.ts';
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
select
  exists (select from done) as done,
  case when exists (select from marked) then pg_current_xact_id()::text end as transaction`;

const standingText = `
select
  (select standing from alipay_intl.notifications where scope = $1 and key = $3 and ($2::float8 is null or true)) as standing,
  pg_current_xact_id_if_assigned()::text as transaction`;

interface Standing {
  readonly standing: string | null;
  /** The one in which it was looked at; `null` where that wrote nothing. */
  readonly transaction: string | null;
}

/** What a handling needs of its transaction. */
export interface HandlingSession {
  /** For the log's own statements. */
  readonly scoped: ScopedSession;
  /** For the handler's. */
  readonly plain: StoreSession;
  readonly handlerTimeoutMs: number;
}

/**
 * Marks a notification as done and runs its handler, in a transaction that is the caller's. That both ends belong to one transaction
 * is told by its id, which needs no look where every statement of the handler was plain: a handler that has ended it is an error.
 */
export async function handleMarked(
  { scoped, plain, handlerTimeoutMs }: HandlingSession,
  notification: LoggedNotification,
  work: (session: StoreSession) => Promise<void>,
): Promise<'handled' | 'done'> {
  const values = notificationValues({ ...notification, message: undefined });
  const [row] = await scoped.query<{ done: boolean; transaction: string | null }>(markText, values);
  if (row?.done === true) return 'done';
  const marked = row?.transaction ?? undefined;
  const look = async (): Promise<Standing | undefined> => {
    const [now] = await scoped.query<Standing>(standingText, [writeText(notification.key)]);
    return now;
  };
  if (marked === undefined) {
    // It waited for another delivery, whose end it sees only now.
    if ((await look())?.standing === 'done') return 'done';
    throw claimedByAnother();
  }
  const watched = watchStatements(plain);
  try {
    await runBounded(watched.session, handlerTimeoutMs, work);
  } catch (error) {
    // In a transaction that an error has broken, or that is gone with its connection, nothing can be looked at.
    const now = await look().catch(() => undefined);
    throw now === undefined || now.transaction === marked ? error : transactionEnded(now, error);
  }
  if (watched.isPlain()) return 'handled';
  const now = await look();
  if (now?.transaction !== marked || now.standing !== 'done') throw transactionEnded(now);
  return 'handled';
}

function claimedByAnother(): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'Another worker is handling the notification under a claim.',
    money: 'This delivery had no effect; Alipay sends the notification again.',
    next: 'Run all receivers of a log in one mode.',
  });
}

/** What the handler committed cannot be undone, and to take its mark back would have it handled twice. */
function transactionEnded(now: Standing | undefined, cause?: unknown): StoreError {
  const what = 'The handler of a notification ended the transaction that it ran in.';
  if (now?.standing === 'done') {
    return new StoreError('ERR_STORE_UNAVAILABLE', {
      what,
      money:
        'What it had committed stays, and the notification counts as handled, also when Alipay sends it again.',
      next: 'Look whether its effect is complete, and leave commit and rollback to the log: throw to undo.',
      cause,
    });
  }
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what,
    money: 'The notification counts as not handled; Alipay sends it again.',
    next: 'Leave commit and rollback to the log: throw to undo.',
    cause,
  });
}
