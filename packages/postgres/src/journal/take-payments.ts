import type {
  DueRequest,
  JournaledPayment,
  LeasedPayment,
  LeaseRequest,
  TakeResult,
} from '@alipay-intl/payments/checkout';
import { type PaymentRow, paymentColumns, paymentOf, readPayment } from './read-payment.ts';
import { type ScopedSession, sqlNow } from './scoped-session.ts';
import { damagedPayment } from './stored-events.ts';

const takeText = `
with taken as (
  update alipay_intl.payments set
    token = token + 1, lease_worker = $4, lease_session = $5, lease_until = ${sqlNow} + $6::float8::bigint
  where scope = $1 and attempt_id = $3
    and (lease_until is null or lease_until <= ${sqlNow} or (lease_worker = $4 and lease_session <> $5))
  returning version, token
)
select ${paymentColumns}, taken.version as taken_version, taken.token::float8 as token
from alipay_intl.payments p left join taken on true
where p.scope = $1 and p.attempt_id = $3`;

const takeDueText = `
with due as (
  select p.scope, p.attempt_id, coalesce(p.lease_until, p.due_at) as wake_at from alipay_intl.payments p
  where p.scope = $1 and p.rail = $3 and coalesce(p.lease_until, p.due_at) <= ${sqlNow}
  order by coalesce(p.lease_until, p.due_at) limit $7::integer
  for no key update skip locked
), orphaned as (
  select p.scope, p.attempt_id, p.lease_until as wake_at from alipay_intl.payments p
  where p.scope = $1 and p.rail = $3 and p.lease_worker = $4 and p.lease_session <> $5
    and p.lease_until is not null
  order by p.lease_until limit $7::integer
  for no key update skip locked
), picked as (
  select scope, attempt_id, wake_at from (select * from due union select * from orphaned) both_kinds
  order by wake_at limit $7::integer
), taken as (
  update alipay_intl.payments t set
    token = t.token + 1, lease_worker = $4, lease_session = $5, lease_until = ${sqlNow} + $6::float8::bigint
  from picked where t.scope = picked.scope and t.attempt_id = picked.attempt_id
  returning t.scope, t.attempt_id, t.version, t.token, picked.wake_at
)
select ${paymentColumns}, taken.version as taken_version, taken.token::float8 as token
from taken join alipay_intl.payments p on p.scope = taken.scope and p.attempt_id = taken.attempt_id
order by taken.wake_at`;

const setAsideText = `
update alipay_intl.payments set needs_person = true, due_at = null, lease_until = null
where scope = $1 and attempt_id = $3 and token = $4::float8::bigint and ($2::float8 is null or true)`;

/** The payment as it was when the statement began, and what was taken, where it was taken. */
interface TakenRow extends PaymentRow {
  readonly taken_version: number | null;
  readonly token: number | null;
}

/** Takes one payment, or reads it where another drives it. */
export async function takePayment(
  session: ScopedSession,
  attemptId: string,
  { worker, session: holder, leaseMs }: LeaseRequest,
): Promise<TakeResult> {
  const [row] = await session.query<TakenRow>(takeText, [attemptId, worker ?? null, holder, leaseMs]);
  if (row === undefined) return { kind: 'missing' };
  if (row.token === null) return { kind: 'held', payment: paymentOf(row) };
  return { kind: 'taken', payment: await leasedPaymentOf(session, row) };
}

/**
 * Takes the payments that are due. One whose events cannot be read is set aside for a person, so that it does not stand in
 * the way of all others; reading it tells what is wrong.
 */
export async function takeDuePayments(
  session: ScopedSession,
  request: DueRequest,
): Promise<readonly LeasedPayment[]> {
  const { rail, worker, session: holder, leaseMs, limit } = request;
  const rows = await session.query<TakenRow>(takeDueText, [rail, worker ?? null, holder, leaseMs, limit]);
  const payments: LeasedPayment[] = [];
  for (const row of rows) {
    const payment = await leasedPaymentOf(session, row).catch((error: unknown) => unlessDamaged(error));
    if (payment === undefined) await session.query(setAsideText, [row.attempt_id, row.token]);
    else payments.push(payment);
  }
  return payments;
}

async function leasedPaymentOf(session: ScopedSession, row: TakenRow): Promise<LeasedPayment> {
  const payment = paymentOf(row);
  const token = row.token ?? 0;
  // The statement waited for another writer, and sees events only as they were when it began.
  const newest = row.taken_version === row.version ? payment : await readAgain(session, row.attempt_id);
  return { ...newest, lease: { attemptId: row.attempt_id, token } };
}

async function readAgain(session: ScopedSession, attemptId: string): Promise<JournaledPayment> {
  const payment = await readPayment(session, attemptId);
  if (payment === undefined) throw damagedPayment(attemptId);
  return payment;
}

function unlessDamaged(error: unknown): undefined {
  const isDamaged = error instanceof Error && 'code' in error && error.code === 'ERR_STORE_DAMAGED';
  if (!isDamaged) throw error;
}
