import { createCheckout, createMemoryJournal, type JournaledPayment } from '@alipay-intl/payments/checkout';
import type { PaymentRail } from '@alipay-intl/payments/rail';
import type { Store } from '@alipay-intl/postgres';
import { chargeOf } from './till.ts';

const batch = 50_000;
const ageMs = 3_600_000;

/** The id of an old payment; the first is 1. */
export function oldPaymentId(number: number): string {
  return `old-${number}`;
}

/**
 * Writes payments of an hour ago whose worker is gone: sent, no answer, due and under no lease. What is
 * written of each is what the checkout writes, copied inside the database.
 */
export async function insertOldPayments(store: Store, scope: string, count: number): Promise<void> {
  const { fingerprint, events } = await writeOldPayment('TEMPLATE');
  const dueMs = Date.now() - ageMs;
  for (let from = 1; from <= count; from += batch) {
    const range = [from, Math.min(count, from + batch - 1)] as const;
    await store.transaction(async (session) => {
      // The foreign key holds anyway, and checking it for each event takes long.
      await session.query('set local session_replication_role = replica', []);
      await session.query(
        `insert into alipay_intl.payments (scope, attempt_id, rail, fingerprint, order_key, version, state,
           needs_person, due_at, token, lease_worker, lease_session, lease_until)
         select $1, 'old-' || n, 'payment-code', $2, 'order-old-' || n, $3::integer, 'open',
           false, $4::float8::bigint + n, 1, null, 'gone', null
         from generate_series($5::integer, $6::integer) n`,
        [scope, fingerprint, events.length, dueMs, ...range],
      );
      await session.query(
        `insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
         select $1, 'old-' || n, line.seq, replace(line.event::text, 'TEMPLATE', 'old-' || n)::json
         from generate_series($3::integer, $4::integer) n,
           json_array_elements($2::json) with ordinality as line (event, seq)`,
        [scope, JSON.stringify(events), ...range],
      );
    });
  }
}

/** What the checkout writes of a payment of an hour ago whose answer was lost. */
async function writeOldPayment(attemptId: string): Promise<JournaledPayment> {
  const journal = createMemoryJournal();
  const clock = { now: () => Date.now() - ageMs, sleep: async () => undefined };
  const checkout = createCheckout({ rail: losingRail, journal, clock });
  await checkout.start(chargeOf(attemptId));
  const payment = await journal.load(attemptId);
  if (payment === undefined) throw new Error('The payment was not written.');
  return payment;
}

const lose = (): Promise<never> => Promise.reject(new Error('The answer is lost.'));

const losingRail: PaymentRail = {
  name: 'payment-code',
  pay: lose,
  query: lose,
  cancel: lose,
  refund: lose,
};
