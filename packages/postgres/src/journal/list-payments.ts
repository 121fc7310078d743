import { OptionError } from '@alipay-intl/core/errors';
import type { JournalListing, JournalQuery, JournalSummary } from '@alipay-intl/payments/checkout';
import type { ScopedSession } from './scoped-session.ts';

// Each condition must stand in the text, or the index for it would not be used.
const listText = (condition: string): string => `
select p.attempt_id, p.rail, p.state, p.needs_person, p.due_at::float8 as due_at
from alipay_intl.payments p
where p.scope = $1 and ${condition} and p.attempt_id > $4 and ($2::float8 is null or true)
order by p.attempt_id limit $5::integer`;

const listTexts = {
  needsPerson: listText('p.needs_person and $3::text is not null'),
  state: listText('p.state = $3'),
};

interface ListRow {
  readonly attempt_id: string;
  readonly rail: string;
  readonly state: JournalSummary['state'];
  readonly needs_person: boolean;
  readonly due_at: number | null;
}

/** Lists payments by their id, a page at a time. */
export async function listPayments(
  session: ScopedSession,
  { only, limit, afterAttemptId = '' }: JournalQuery,
): Promise<readonly JournalListing[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The limit of a list must be a whole number from 1 to 1000.',
      next: 'Read the list in pages.',
    });
  }
  const text = only === 'needs-person' ? listTexts.needsPerson : listTexts.state;
  const rows = await session.query<ListRow>(text, [only, afterAttemptId, limit]);
  return rows.map(({ attempt_id, rail, state, needs_person, due_at }) => ({
    attemptId: attempt_id,
    rail,
    state,
    needsPerson: needs_person,
    wakeAtMs: due_at ?? undefined,
  }));
}
