import type { RailOrder } from '../rail/payment-rail.ts';
import { fingerprintOf } from '../request-id-guard.ts';
import { idReused, orderTaken } from './checkout-errors.ts';
import type { Driven } from './commit.ts';
import type { DriverContext } from './driver-context.ts';
import { checkOrder } from './order-schema.ts';
import { type IntentEvent, journalFormat } from './payment-event.ts';
import { initialState } from './payment-state.ts';
import type { CheckoutPolicy } from './policy.ts';

/** How new payments are opened. */
export interface OpeningRules {
  readonly policy: CheckoutPolicy;
  readonly oneAttemptPerOrder: boolean;
}

/**
 * Writes the intent down: from here on the payment survives whatever happens to this process.
 *
 * @returns the payment under our lease, or `exists` where the id was opened before with the same parameters.
 * @throws OptionError `ERR_REQUEST_INVALID`, `ERR_REQUEST_ID_REUSED`; CheckoutError `ERR_CHECKOUT_ORDER_TAKEN`; StoreError.
 */
export async function openPayment<Charge extends RailOrder, Handover>(
  { rail, journal, clock, lease }: DriverContext<Charge, Handover>,
  rules: OpeningRules,
  order: Charge,
): Promise<Driven | 'exists'> {
  const nowMs = clock.now();
  const { attemptId, orderId, amount, description, closesAtMs } = checkOrder(order, nowMs, rules.policy);
  const intent: IntentEvent = {
    type: 'intent',
    atMs: nowMs,
    format: journalFormat,
    attemptId,
    rail: rail.name,
    orderId,
    amount: { currency: amount.currency, value: amount.value },
    closesAtMs,
    policy: rules.policy,
  };
  // Without the scanned code: its digest would be guessable, and a repeated id never sends it again.
  const fingerprint = fingerprintOf([rail.name, orderId, description, amount.currency, amount.value]);
  const opened = await journal.open({
    attemptId,
    rail: rail.name,
    fingerprint,
    orderKey: rules.oneAttemptPerOrder ? orderId : undefined,
    events: [intent],
    lease,
  });
  if (opened.kind === 'order-taken') throw orderTaken(orderId, opened.attemptId, stateWord(opened.state));
  if (opened.kind === 'exists') {
    if (opened.fingerprint !== fingerprint) throw idReused();
    return 'exists';
  }
  return { lease: opened.lease, version: 1, state: initialState(intent) };
}

function stateWord(state: string): string {
  if (state === 'open') return 'not decided yet';
  return state === 'manual' ? 'waiting for a person' : state;
}
