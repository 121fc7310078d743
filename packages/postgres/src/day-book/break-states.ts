import type { BreakMentions, BreakState } from '@alipay-intl/reconciliation/days';
import type { BreakEvent, BreakRecord } from '@alipay-intl/reconciliation/match';
import { readText, writeText } from '../notifications/storable-text.ts';
import type { MerchantSession } from './merchant-session.ts';
import { readBreak } from './read-content.ts';
import { contentOf } from './write-run.ts';

/** What a book keeps of a break, as its tables have it. */
export interface StateRow {
  readonly break_id: string;
  readonly standing: BreakRecord['standing'];
  readonly first_day: string;
  readonly last_day: string;
  readonly content: string;
  readonly closed_because: string | null;
  readonly closing_gist: string | null;
  readonly closing_by: string | null;
  readonly closing_reason: string | null;
}

/** SQL of the members of {@link StateRow}, for the row `b` and its content `c`. */
export const stateColumns = `b.break_id, b.standing, b.first_day, b.last_day, c.content::text as content,
  b.closed_because, b.closing_gist, b.closing_by, b.closing_reason`;

/**
 * SQL that looks up one content, as the row `name`. A limit keeps each look-up a look-up: a planner without statistics would merge whole
 * indexes instead.
 */
export function contentOfBreak(name: string, breakId: string, sha256: string): string {
  return `left join lateral (
  select k.content from alipay_intl.break_contents k
  where k.scope = $1 and k.merchant = $2 and k.break_id = ${breakId} and k.sha256 = ${sha256} limit 1
) ${name} on true`;
}

export function stateOf(merchant: string, row: StateRow): BreakState {
  const { closing_gist: gist, closing_by: by, closing_reason: reason } = row;
  return {
    record: recordOf(merchant, row),
    closedBecause: row.closed_because === null ? undefined : readText(row.closed_because),
    closing: gist === null ? undefined : { gist, by: readText(by ?? ''), reason: readText(reason ?? '') },
  };
}

export function recordOf(merchant: string, row: StateRow): BreakRecord {
  return {
    merchant,
    break: readBreak(row.content),
    standing: row.standing,
    firstDay: row.first_day,
    lastDay: row.last_day,
  };
}

const oneText = `select ${stateColumns} from alipay_intl.breaks b
${contentOfBreak('c', 'b.break_id', 'b.content_sha256')}
where b.scope = $1 and b.merchant = $2 and b.break_id = $3`;

/** Reads what the book keeps of one break. */
export async function readState(
  session: MerchantSession,
  merchant: string,
  breakId: string,
): Promise<BreakState | undefined> {
  const [row] = await session.query<StateRow>(oneText, [breakId]);
  return row === undefined ? undefined : stateOf(merchant, row);
}

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

const saveText = `
insert into alipay_intl.breaks (
  scope, merchant, break_id, row_day, standing, first_day, last_day, content_sha256,
  closed_because, closing_gist, closing_by, closing_reason
)
select $1, $2, id, row_day, standing, first_day, last_day, sha256, because, gist, closed_by, closing_reason
from json_to_recordset($3::json) as given (
  id text, row_day text, standing text, first_day text, last_day text, sha256 text,
  because text, gist text, closed_by text, closing_reason text
)
on conflict (scope, merchant, break_id) do update set
  row_day = excluded.row_day, standing = excluded.standing, first_day = excluded.first_day,
  last_day = excluded.last_day, content_sha256 = excluded.content_sha256,
  closed_because = excluded.closed_because, closing_gist = excluded.closing_gist,
  closing_by = excluded.closing_by, closing_reason = excluded.closing_reason`;

const eventsText = `
insert into alipay_intl.break_events (scope, merchant, break_id, kind, made_by, made_at, day, run, reason)
select $1, $2, id, kind, made_by, made_at, day, run, reason
from json_to_recordset($3::json) as given (
  id text, kind text, made_by text, made_at bigint, day text, run integer, reason text
)`;

/** Writes down what some breaks are now, and adds to their trails. */
export async function saveStates(
  session: MerchantSession,
  states: readonly BreakState[],
  events: readonly BreakEvent[],
): Promise<void> {
  await session.query(saveText, [JSON.stringify(states.map(savedState))]);
  if (events.length > 0) await session.query(eventsText, [JSON.stringify(events.map(savedEvent))]);
}

function savedState({ record, closedBecause, closing }: BreakState): Readonly<Record<string, unknown>> {
  return {
    id: record.break.id,
    row_day: record.break.day,
    standing: record.standing,
    first_day: record.firstDay,
    last_day: record.lastDay,
    sha256: contentOf(record.break).sha256,
    because: closedBecause === undefined ? null : writeText(closedBecause),
    gist: closing?.gist,
    closed_by: closing === undefined ? null : writeText(closing.by),
    closing_reason: closing === undefined ? null : writeText(closing.reason),
  };
}

function savedEvent(event: BreakEvent): Readonly<Record<string, unknown>> {
  return {
    id: event.breakId,
    kind: event.kind,
    made_by: writeText(event.by),
    made_at: event.atMs,
    day: event.day,
    run: event.run,
    reason: writeText(event.reason),
  };
}
