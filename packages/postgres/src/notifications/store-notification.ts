import type { ClaimedNotification, LoggedNotification } from '@alipay-intl/notify';
import { type ScopedSession, sqlNow } from '../journal/scoped-session.ts';
import {
  type NotificationRow,
  notificationColumns,
  notificationInput,
  notificationOf,
  notificationValues,
  readColumns,
} from './notification-row.ts';
import { readText } from './storable-text.ts';

// One that failed before it was acknowledged has no message yet, and without one nobody would process it.
const storeText = `
with known as (
  select from alipay_intl.notifications
  where scope = $1 and key = $3 and (standing = 'done' or message is not null)
), stored as (
  insert into alipay_intl.notifications as n (${notificationColumns}, standing, token, due_at)
  select ${notificationInput}, 'waiting', 0, ${sqlNow}
  where not exists (select from known)
  on conflict (scope, key) do update set
    message = excluded.message,
    standing = case n.standing when 'dead' then 'waiting' else n.standing end,
    due_at = coalesce(n.due_at, excluded.due_at)
  where n.standing <> 'done' and n.message is null
  returning true
)
select exists (select from stored) as stored`;

const takeText = `
with due as (
  select n.scope, n.key, n.due_at from alipay_intl.notifications n
  where n.scope = $1 and n.message is not null and n.standing in ('waiting', 'claimed') and n.due_at <= ${sqlNow}
  order by n.due_at limit $4::integer
  for no key update skip locked
), taken as (
  update alipay_intl.notifications t set
    standing = 'claimed', token = t.token + 1, due_at = ${sqlNow} + $3::float8::bigint
  from due where t.scope = due.scope and t.key = due.key
  returning ${readColumns('t')}, t.message, t.token::float8 as token, due.due_at as was_due
)
select * from taken order by was_due`;

interface TakenRow extends NotificationRow {
  readonly message: string;
  readonly token: number;
}

/** Writes a notification down, to be processed later. */
export async function storeNotification(
  session: ScopedSession,
  notification: LoggedNotification,
): Promise<'stored' | 'known'> {
  const [row] = await session.query<{ stored: boolean }>(storeText, notificationValues(notification));
  return row?.stored === true ? 'stored' : 'known';
}

/** Claims what was stored and is due, the oldest first; none is given to two callers. */
export async function takeStoredNotifications(
  session: ScopedSession,
  { leaseMs, limit }: { readonly leaseMs: number; readonly limit: number },
): Promise<readonly ClaimedNotification[]> {
  const rows = await session.query<TakenRow>(takeText, [leaseMs, limit]);
  return rows.map((row) => {
    const notification = { ...notificationOf(row), message: readText(row.message) };
    return { claim: { key: notification.key, token: row.token }, notification, failures: row.failures };
  });
}
