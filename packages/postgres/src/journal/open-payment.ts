import type { JournalOpening, JournalSummary, OpenResult } from '@alipay-intl/payments/checkout';
import { unusableStore } from '../store-failure.ts';
import { type ScopedSession, sqlNow } from './scoped-session.ts';
import { writeEvents } from './stored-events.ts';

const openText = `
with entry as (
  insert into alipay_intl.payments (
    scope, attempt_id, rail, fingerprint, order_key, version, state, needs_person, due_at,
    token, lease_worker, lease_session, lease_until
  ) values (
    $1, $3, $4, $5, $6, json_array_length($7::json), 'open', false, ${sqlNow},
    1, $8, $9, ${sqlNow} + $10::float8::bigint
  )
  on conflict do nothing
  returning scope, attempt_id, token
), written as (
  insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
  select entry.scope, entry.attempt_id, line.seq, line.event
  from entry, json_array_elements($7::json) with ordinality as line (event, seq)
)
select token::float8 as token from entry`;

// Not one condition with "or", which only some plans can look up in two indexes.
const otherText = `
select p.attempt_id, p.fingerprint, p.state, 1 as rank from alipay_intl.payments p
where p.scope = $1 and ($2::float8 is null or true) and p.attempt_id = $3
union all
select p.attempt_id, p.fingerprint, p.state, 2 as rank from alipay_intl.payments p
where p.scope = $1 and p.order_key = $4
order by rank limit 1`;

interface OtherRow {
  readonly attempt_id: string;
  readonly fingerprint: string;
  readonly state: JournalSummary['state'];
}

// The other attempt can free its order between the two statements; that this happens again and again has another reason.
const roundsMost = 10;

/** Writes a new payment: one statement, and a second one only where something stands against it. */
export async function openPayment(session: ScopedSession, opening: JournalOpening): Promise<OpenResult> {
  const { attemptId, rail, fingerprint, orderKey, events, lease } = opening;
  const { worker, session: holder, leaseMs } = lease;
  const lines = writeEvents(events);
  for (let round = 0; round < roundsMost; round++) {
    const [entry] = await session.query<{ token: number }>(openText, [
      attemptId,
      rail,
      fingerprint,
      orderKey ?? null,
      lines,
      worker ?? null,
      holder,
      leaseMs,
    ]);
    if (entry !== undefined) return { kind: 'opened', lease: { attemptId, token: entry.token } };
    const [other] = await session.query<OtherRow>(otherText, [attemptId, orderKey ?? null]);
    if (other?.attempt_id === attemptId) return { kind: 'exists', fingerprint: other.fingerprint };
    if (other !== undefined) return { kind: 'order-taken', attemptId: other.attempt_id, state: other.state };
  }
  throw unusableStore('The store neither took the payment nor told what stands against it.', 'Try again.');
}
