import { checkBreakQuery } from '@alipay-intl/reconciliation/days';
import type { BreakEvent, BreakQuery, BreakRecord } from '@alipay-intl/reconciliation/match';
import { readText } from '../notifications/storable-text.ts';
import type { SqlValue } from '../store.ts';
import { readState } from './break-states.ts';
import type { MerchantSession } from './merchant-session.ts';
import { contentOfBreak, recordOf, type StateRow, stateColumns } from './state-row.ts';

// Each condition must stand in the text, or the index for it would not be used.
const listText = (condition: string): string => `
select ${stateColumns} from alipay_intl.breaks b
${contentOfBreak('c', 'b.break_id', 'b.content_sha256')}
where b.scope = $1 and b.merchant = $2 and b.break_id > $4 ${condition}
order by b.break_id limit $3::integer`;

const listTexts = {
  all: listText(''),
  standing: listText('and b.standing = $5'),
  day: listText('and b.row_day = $5'),
  both: listText('and b.row_day = $5 and b.standing = $6'),
};

/** Lists breaks by their id, a page at a time. */
export async function listBreaks(
  session: MerchantSession,
  query: BreakQuery,
): Promise<readonly BreakRecord[]> {
  checkBreakQuery(query);
  const { merchant, standing, day, limit, afterId = '' } = query;
  const filters: readonly SqlValue[] = [day, standing].filter((value) => value !== undefined);
  const rows = await session.query<StateRow>(listTexts[kindOf(query)], [limit, afterId, ...filters]);
  return rows.map((row) => recordOf(merchant, row));
}

function kindOf({ standing, day }: BreakQuery): keyof typeof listTexts {
  if (day === undefined) return standing === undefined ? 'all' : 'standing';
  return standing === undefined ? 'day' : 'both';
}

const trailText = `
select kind, made_by, made_at::float8 as made_at, day, run, reason from alipay_intl.break_events
where scope = $1 and merchant = $2 and break_id = $3 order by id`;

interface EventRow {
  readonly kind: BreakEvent['kind'];
  readonly made_by: string;
  readonly made_at: number;
  readonly day: string | null;
  readonly run: number | null;
  readonly reason: string;
}

/** One break with its trail. */
export async function explainBreak(
  session: MerchantSession,
  merchant: string,
  breakId: string,
): Promise<{ readonly record: BreakRecord; readonly events: readonly BreakEvent[] } | undefined> {
  const state = await readState(session, merchant, breakId);
  if (state === undefined) return undefined;
  const rows = await session.query<EventRow>(trailText, [breakId]);
  return { record: state.record, events: rows.map((row) => eventOf(breakId, row)) };
}

function eventOf(breakId: string, row: EventRow): BreakEvent {
  return {
    breakId,
    kind: row.kind,
    by: readText(row.made_by),
    atMs: row.made_at,
    day: row.day ?? undefined,
    run: row.run ?? undefined,
    reason: readText(row.reason),
  };
}
