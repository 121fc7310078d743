import type { BreakMentions, BreakState } from '@alipay-intl/reconciliation/days';
import { readText } from '../notifications/storable-text.ts';
import type { MerchantSession } from './merchant-session.ts';
import { readBreak } from './read-content.ts';
import { contentOfBreak, type StateRow, stateOf } from './state-row.ts';

/** What the runs that count say of a break; `m` is the mention. */
const counted = `alipay_intl.break_mentions m
  where m.scope = $1 and m.merchant = $2 and m.break_id = given.break_id and m.run = (
    select d.run from alipay_intl.reconciled_days d where d.scope = $1 and d.merchant = $2 and d.day = m.day
  )`;

// What is listed and closed by the same run is there.
const knownText = `
select given.break_id, b.standing, b.first_day, b.last_day, c.content::text as content,
  b.closed_because, b.closing_gist, b.closing_by, b.closing_reason,
  earliest.day as first_listed, listed.day as listed_day, newest.day as newest_day, newest.reason as newest_reason,
  case when listed.content_sha256 is distinct from b.content_sha256 then l.content::text end as listed_content
from json_array_elements_text($3::json) as given (break_id)
left join lateral (
  select * from alipay_intl.breaks k where k.scope = $1 and k.merchant = $2 and k.break_id = given.break_id limit 1
) b on true
${contentOfBreak('c', 'given.break_id', 'b.content_sha256')}
left join lateral (
  select m.day from ${counted} and m.content_sha256 is not null order by m.day limit 1
) earliest on true
left join lateral (
  select m.day, m.content_sha256 from ${counted} and m.content_sha256 is not null order by m.day desc limit 1
) listed on true
left join lateral (
  select m.day, m.reason from ${counted} order by m.day desc, m.reason is not null limit 1
) newest on true
${contentOfBreak('l', 'given.break_id', 'listed.content_sha256')}`;

interface KnownRow extends Omit<StateRow, 'content' | 'standing'> {
  readonly standing: StateRow['standing'] | null;
  readonly content: string | null;
  readonly first_listed: string | null;
  readonly listed_day: string | null;
  readonly listed_content: string | null;
  readonly newest_day: string | null;
  readonly newest_reason: string | null;
}

/** A break as it was, and what the runs that count say of it. */
export interface KnownBreak {
  readonly id: string;
  readonly before: BreakState | undefined;
  readonly mentions: BreakMentions;
}

/** Reads what is known of some breaks. */
export async function readKnown(
  session: MerchantSession,
  merchant: string,
  ids: readonly string[],
): Promise<readonly KnownBreak[]> {
  const rows = await session.query<KnownRow>(knownText, [JSON.stringify(ids)]);
  return rows.map((row) => {
    const { standing, content } = row;
    const before =
      standing === null || content === null ? undefined : stateOf(merchant, { ...row, standing, content });
    return { id: row.break_id, before, mentions: mentionsOf(row, before) };
  });
}

function mentionsOf(row: KnownRow, before: BreakState | undefined): BreakMentions {
  const content = row.listed_content === null ? before?.record.break : readBreak(row.listed_content);
  const isListed = row.listed_day !== null && content !== undefined;
  return {
    firstListed: row.first_listed ?? undefined,
    listed: isListed ? { day: row.listed_day, break: content } : undefined,
    newest:
      row.newest_day === null
        ? undefined
        : {
            day: row.newest_day,
            closedBecause: row.newest_reason === null ? undefined : readText(row.newest_reason),
          },
  };
}
