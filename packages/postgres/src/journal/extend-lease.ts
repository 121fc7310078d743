import type { ExtendResult, Lease } from '@alipay-intl/payments/checkout';
import { readPayment } from './read-payment.ts';
import { type ScopedSession, sqlNow } from './scoped-session.ts';
import { damagedPayment, eventsBehind, readEvents } from './stored-events.ts';

const extendText = `
with extended as (
  update alipay_intl.payments set lease_until = ${sqlNow} + $5::float8::bigint
  where scope = $1 and attempt_id = $3 and token = $4::float8::bigint and lease_until is not null
  returning scope, attempt_id, version
)
select x.version, ${eventsBehind('x', '$6::integer')} as newer from extended x`;

/** Makes a lease last longer and reads what others have written. */
export async function extendLease(
  session: ScopedSession,
  { attemptId, token }: Lease,
  { leaseMs, afterVersion }: { readonly leaseMs: number; readonly afterVersion: number },
): Promise<ExtendResult> {
  const [row] = await session.query<{ version: number; newer: string | null }>(extendText, [
    attemptId,
    token,
    leaseMs,
    afterVersion,
  ]);
  if (row === undefined) return { kind: 'lease-lost' };
  const newer = readEvents(attemptId, row.newer);
  if (afterVersion + newer.length >= row.version) return { kind: 'extended', newer };
  // The statement waited for another writer, and sees events only as they were when it began.
  const payment = await readPayment(session, attemptId);
  if (payment === undefined) throw damagedPayment(attemptId);
  return { kind: 'extended', newer: payment.events.slice(afterVersion) };
}
