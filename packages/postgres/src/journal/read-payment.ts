import type { JournaledPayment } from '@alipay-intl/payments/checkout';
import type { ScopedSession } from './scoped-session.ts';
import { damagedPayment, eventsBehind, readEvents } from './stored-events.ts';

/** What is read of a payment in one look. */
export interface PaymentRow {
  readonly attempt_id: string;
  readonly fingerprint: string;
  readonly version: number;
  readonly events: string | null;
}

/** SQL of the members of {@link PaymentRow}, for the row `p`. */
export const paymentColumns: string = `p.attempt_id, p.fingerprint, p.version, ${eventsBehind('p', '0')} as events`;

// The time is named so that its type is known where no statement uses it.
const readText = `select ${paymentColumns} from alipay_intl.payments p
  where p.scope = $1 and p.attempt_id = $3 and ($2::float8 is null or true)`;

/** Reads a payment. */
export async function readPayment(
  session: ScopedSession,
  attemptId: string,
): Promise<JournaledPayment | undefined> {
  const [row] = await session.query<PaymentRow>(readText, [attemptId]);
  return row === undefined ? undefined : paymentOf(row);
}

/** @throws StoreError `ERR_STORE_DAMAGED` where events are missing. */
export function paymentOf(row: PaymentRow): JournaledPayment {
  const events = readEvents(row.attempt_id, row.events);
  if (events.length !== row.version) throw damagedPayment(row.attempt_id);
  return { attemptId: row.attempt_id, fingerprint: row.fingerprint, version: row.version, events };
}
