import type { BreakState } from '@alipay-intl/reconciliation/days';
import type { BreakEvent } from '@alipay-intl/reconciliation/match';
import { writeText } from '../notifications/storable-text.ts';
import type { MerchantSession } from './merchant-session.ts';
import { contentOfBreak, type StateRow, stateColumns, stateOf } from './state-row.ts';
import { contentOf } from './write-run.ts';

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
