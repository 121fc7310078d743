import type { Claim, ClaimResult, HandlingFailure, LoggedNotification } from '@alipay-intl/notify';
import { type ScopedSession, sqlNow } from '../journal/scoped-session.ts';
import { unusableStore } from '../store-failure.ts';
import {
  freeNotification,
  notificationColumns,
  notificationInput,
  notificationValues,
} from './notification-row.ts';
import { writeText } from './storable-text.ts';

// What is done is only read: writing would lock the row and wait for the disk, at every repetition.
const claimText = `
with done as (
  select from alipay_intl.notifications where scope = $1 and key = $3 and standing = 'done'
), claimed as (
  insert into alipay_intl.notifications as n (${notificationColumns}, standing, token, due_at)
  select ${notificationInput}, 'claimed', 1, ${sqlNow} + $9::float8::bigint
  where not exists (select from done)
  on conflict (scope, key) do update set standing = 'claimed', token = n.token + 1, due_at = excluded.due_at
  where ${freeNotification('n', sqlNow)}
  returning n.token
)
select 'claimed' as standing, token::float8 as token from claimed
union all
select n.standing, null from alipay_intl.notifications n
where n.scope = $1 and n.key = $3 and not exists (select from claimed)`;

const heldRow = `scope = $1 and key = $3 and token = $4::float8::bigint and standing = 'claimed'`;

const extendText = `
update alipay_intl.notifications set due_at = ${sqlNow} + $5::float8::bigint
where ${heldRow}
returning true as extended`;

const completeText = `
update alipay_intl.notifications set standing = 'done', due_at = null, message = null
where ${heldRow} and ($2::float8 is null or true)
returning true as done`;

const failText = `
update alipay_intl.notifications set
  standing = case when $5::float8 is null then 'dead' else 'waiting' end,
  due_at = ${sqlNow} + $5::float8::bigint,
  failures = failures + 1,
  reason = $6
where ${heldRow}`;

// A first claim of another worker is not seen by a statement that began before; a second look sees it.
const roundsMost = 10;

/** Writes a notification down and claims it: one statement. */
export async function claimNotification(
  session: ScopedSession,
  notification: LoggedNotification,
  { leaseMs }: { readonly leaseMs: number },
): Promise<ClaimResult> {
  const values = [...notificationValues(notification), leaseMs];
  for (let round = 0; round < roundsMost; round++) {
    const [row] = await session.query<{ standing: string; token: number | null }>(claimText, values);
    if (row === undefined) continue;
    if (row.token !== null) return { kind: 'claimed', claim: { key: notification.key, token: row.token } };
    return { kind: row.standing === 'done' ? 'done' : 'busy' };
  }
  throw unusableStore('The store neither gave the notification nor told who has it.', 'Try again.');
}

/** Makes a claim last, unless another has taken it over. */
export async function extendClaim(
  session: ScopedSession,
  { key, token }: Claim,
  { leaseMs }: { readonly leaseMs: number },
): Promise<'extended' | 'lost'> {
  const [row] = await session.query(extendText, [writeText(key), token, leaseMs]);
  return row === undefined ? 'lost' : 'extended';
}

/** Marks a notification as done, and forgets its message, which holds buyer data. */
export async function completeNotification(
  session: ScopedSession,
  { key, token }: Claim,
): Promise<'completed' | 'lost'> {
  const [row] = await session.query(completeText, [writeText(key), token]);
  return row === undefined ? 'lost' : 'completed';
}

/** Gives a claim back. A claim that another has taken over gives nothing back. */
export async function failNotification(
  session: ScopedSession,
  { key, token }: Claim,
  { reason, retryInMs }: HandlingFailure,
): Promise<void> {
  await session.query(failText, [writeText(key), token, retryInMs ?? null, writeText(reason)]);
}
