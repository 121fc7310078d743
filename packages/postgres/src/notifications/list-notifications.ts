import { OptionError } from '@alipay-intl/core/errors';
import type { NotificationListing, NotificationQuery, NotificationStanding } from '@alipay-intl/notify';
import { type ScopedSession, sqlNow } from '../journal/scoped-session.ts';
import { type NotificationRow, notificationOf, readColumns } from './notification-row.ts';
import { readText, writeText } from './storable-text.ts';

const listText = (condition: string, order: string): string => `
select ${readColumns('n')}, n.standing, n.reason from alipay_intl.notifications n
where ${condition} and ($2::float8 is null or true)
order by ${order} limit $5::integer`;

const listTexts = {
  // Nearly all are done, so the primary key is read in its order; written so, a planner without statistics knows it too.
  done: listText(
    '(n.scope, n.key) > ($1, $4) and n.scope <= $1 and coalesce(n.standing = $3, false)',
    'n.scope, n.key',
  ),
  // The index is used where its condition stands in the text.
  open: listText(`n.scope = $1 and n.standing = $3 and n.standing <> 'done' and n.key > $4`, 'n.key'),
};

const reviveText = `
update alipay_intl.notifications set standing = 'waiting', due_at = ${sqlNow}, failures = 0
where scope = $1 and key = $3 and standing = 'dead'
returning true as revived`;

interface ListRow extends NotificationRow {
  readonly standing: NotificationStanding;
  readonly reason: string | null;
}

/** Lists notifications by their key, a page at a time. */
export async function listNotifications(
  session: ScopedSession,
  { only, limit, afterKey = '' }: NotificationQuery,
): Promise<readonly NotificationListing[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The limit of a list must be a whole number from 1 to 1000.',
      next: 'Read the list in pages.',
    });
  }
  const text = only === 'done' ? listTexts.done : listTexts.open;
  const rows = await session.query<ListRow>(text, [only, writeText(afterKey), limit]);
  return rows.map((row) => ({
    ...notificationOf(row),
    standing: row.standing,
    failures: row.failures,
    reason: row.reason === null ? undefined : readText(row.reason),
  }));
}

/** Lets a dead notification be processed again, as one that has never failed. */
export async function reviveNotification(session: ScopedSession, key: string): Promise<boolean> {
  const [row] = await session.query(reviveText, [writeText(key)]);
  return row !== undefined;
}
