import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import { damagedStore } from '../store-failure.ts';

/**
 * SQL for the events of a payment behind a version, as one JSON text, in the order of their writing.
 *
 * @param payment - name of the row they belong to.
 * @param after - SQL of the version.
 */
export function eventsBehind(payment: string, after: string): string {
  return `(select json_agg(e.event order by e.seq)::text from alipay_intl.payment_events e
    where e.scope = ${payment}.scope and e.attempt_id = ${payment}.attempt_id and e.seq > ${after})`;
}

/** Writes events down; members that are `undefined` fall away. */
export function writeEvents(events: readonly PaymentEvent[]): string {
  return JSON.stringify(events);
}

/** @throws StoreError `ERR_STORE_DAMAGED` for what is not a list of events. */
export function readEvents(attemptId: string, text: string | null): readonly unknown[] {
  const events: unknown = text === null ? [] : parse(text);
  if (!Array.isArray(events)) throw damagedPayment(attemptId);
  return events;
}

/** The rows of a payment do not fit together. */
export function damagedPayment(attemptId: string): Error {
  return damagedStore(`Events of the payment ${attemptId} are missing from the store or cannot be read.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
