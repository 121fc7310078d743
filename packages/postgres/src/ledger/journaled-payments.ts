import type { LedgerWindow } from '@alipay-intl/reconciliation/match';
import { damagedPayment, eventsBehind, readEvents } from '../journal/stored-events.ts';
import type { StoreSession } from '../store.ts';

/** A payment, and which of its events lie in a stretch of time. */
export interface MomentousPayment {
  readonly attemptId: string;
  readonly state: string;
  readonly needsPerson: boolean;
  /** All events, in the order of their writing, as stored. */
  readonly events: readonly unknown[];
  /** Numbers of those events that lie in the stretch and can be the moment of a record; the first event is 1. */
  readonly moments: ReadonlySet<number>;
}

// Both as in the index payment_events_moment, or it would not be used.
const moment = `(substring(e.event::text from '"atMs":([0-9]{1,18})')::bigint)`;
const isMoment = `e.event::text ~ '"type":"(intent|refund-intent)"|"kind":"(paid|refunded)"'`;

const pageText = `
with page as (
  select e.attempt_id, e.seq, ${moment} as at
  from alipay_intl.payment_events e
  where e.scope = $1 and ${isMoment} and ${moment} < $2::float8::bigint
    and (${moment}, e.attempt_id, e.seq) > ($3::float8::bigint, $4, $5::integer)
  order by ${moment}, e.attempt_id, e.seq limit $6::integer
), last as (
  select at, attempt_id, seq from page order by at desc, attempt_id desc, seq desc limit 1
)
select p.attempt_id, p.state, p.needs_person, p.version, ${eventsBehind('p', '0')} as events, found.moments,
  last.at::float8 as last_at, last.attempt_id as last_attempt_id, last.seq as last_seq
from (select attempt_id, json_agg(seq)::text as moments from page group by attempt_id) found
join alipay_intl.payments p on p.scope = $1 and p.attempt_id = found.attempt_id
cross join last`;

interface PageRow {
  readonly attempt_id: string;
  readonly state: string;
  readonly needs_person: boolean;
  readonly version: number;
  readonly events: string | null;
  readonly moments: string;
  readonly last_at: number;
  readonly last_attempt_id: string;
  readonly last_seq: number;
}

const pageEvents = 1_000;

/**
 * Payments of a merchant that have something in a window, earliest first, a page at a time. One with moments on both sides of a
 * page's end comes twice, each time with the moments of that page.
 */
export async function* journaledPayments(
  store: StoreSession,
  scope: string,
  { fromMs, toMs }: LedgerWindow,
): AsyncGenerator<MomentousPayment> {
  let behind: readonly [at: number, attemptId: string, seq: number] = [fromMs, '', 0];
  for (;;) {
    const page = await store.query<PageRow>(pageText, [scope, toMs, ...behind, pageEvents]);
    const [first] = page;
    if (first === undefined) return;
    for (const row of page) yield paymentOf(row);
    behind = [first.last_at, first.last_attempt_id, first.last_seq];
  }
}

function paymentOf(row: PageRow): MomentousPayment {
  const { attempt_id: attemptId, state, needs_person: needsPerson } = row;
  const events = readEvents(attemptId, row.events);
  const moments = JSON.parse(row.moments) as readonly number[];
  if (events.length !== row.version) throw damagedPayment(attemptId);
  return { attemptId, state, needsPerson, events, moments: new Set(moments) };
}
