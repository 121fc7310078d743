import type { AppendResult, JournalAppend } from '@alipay-intl/payments/checkout';
import type { SqlValue } from '../store.ts';
import { unusableStore } from '../store-failure.ts';
import { type ScopedSession, sqlNow } from './scoped-session.ts';
import { eventsBehind, readEvents, writeEvents } from './stored-events.ts';

const appendText = `
with changed as (
  update alipay_intl.payments set
    version = version + json_array_length($5::json),
    state = $6,
    needs_person = $7,
    due_at = $8::float8::bigint,
    order_key = case when $9::boolean then null else order_key end,
    lease_until = case $11::text
      when 'keep' then ${sqlNow} + $12::float8::bigint
      when 'release' then null
      else lease_until
    end
  where scope = $1 and attempt_id = $3 and version = $4::integer
    and ($10::float8 is null or (token = $10::float8::bigint and lease_until is not null))
  returning scope, attempt_id
), written as (
  insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
  select changed.scope, changed.attempt_id, $4::integer + line.seq, line.event
  from changed, json_array_elements($5::json) with ordinality as line (event, seq)
)
select true as done from changed`;

const refusalText = `
select p.version, p.token::float8 as token, p.lease_until is not null as leased,
  ${eventsBehind('p', '$4::integer')} as newer
from alipay_intl.payments p
where p.scope = $1 and p.attempt_id = $3 and ($2::float8 is null or true)`;

interface RefusalRow {
  readonly version: number;
  readonly token: number;
  readonly leased: boolean;
  readonly newer: string | null;
}

// Others can write between the two statements; that this happens again and again has another reason.
const roundsMost = 10;

/** Adds events: one statement, and a second one only where they are refused. */
export async function appendEvents(session: ScopedSession, append: JournalAppend): Promise<AppendResult> {
  const values = valuesOf(append);
  for (let round = 0; round < roundsMost; round++) {
    const [changed] = await session.query(appendText, values);
    if (changed !== undefined) return { kind: 'appended' };
    const refusal = await explainRefusal(session, append);
    if (refusal !== undefined) return refusal;
  }
  throw unusableStore('The store neither added the events nor told why not.', 'Try again.');
}

function valuesOf({ attemptId, afterVersion, events, summary, lease }: JournalAppend): readonly SqlValue[] {
  const { state, needsPerson, wakeAtMs, freesOrder } = summary;
  const afterwards = lease?.afterwards;
  return [
    attemptId,
    afterVersion,
    writeEvents(events),
    state,
    needsPerson,
    wakeAtMs ?? null,
    freesOrder,
    lease?.token ?? null,
    afterwards?.kind ?? null,
    afterwards?.kind === 'keep' ? afterwards.leaseMs : null,
  ];
}

async function explainRefusal(
  session: ScopedSession,
  { attemptId, afterVersion, lease }: JournalAppend,
): Promise<AppendResult | undefined> {
  const [row] = await session.query<RefusalRow>(refusalText, [attemptId, afterVersion]);
  if (row === undefined) return { kind: 'missing' };
  // Before the lease, so that a writer whose answer was lost meets its own events.
  if (row.version !== afterVersion) return { kind: 'behind', newer: readEvents(attemptId, row.newer) };
  const isLost = lease !== undefined && (!row.leased || row.token !== lease.token);
  return isLost ? { kind: 'lease-lost' } : undefined;
}
