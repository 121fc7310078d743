import { OptionError } from '@alipay-intl/core/errors';
import type { NotificationListing, NotificationQuery, NotificationStanding } from '@alipay-intl/notify';
import { type ScopedSession, sqlNow } from '../journal/scoped-session.ts';
import { type NotificationRow, notificationOf, readColumns } from './notification-row.ts';
import { readText, writeText } from './storable-text.ts';

// Each condition must stand in the text, or the index for it would not be used.
const listText = (condition: string): string => `
select ${readColumns('n')}, n.standing, n.reason from alipay_intl.notifications n
where n.scope = $1 and n.standing = $3 and ${condition} and n.key > $4 and ($2::float8 is null or true)
order by n.key limit $5::integer`;

const listTexts = { done: listText(`n.standing = 'done'`), open: listText(`n.standing <> 'done'`) };

const reviveText = `
update alipay_intl.notifications set standing = 'waiting', due_at = ${sqlNow}
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

/** Lets a dead notification be processed again. */
export async function reviveNotification(session: ScopedSession, key: string): Promise<boolean> {
  const [row] = await session.query(reviveText, [writeText(key)]);
  return row !== undefined;
}
