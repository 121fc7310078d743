import { OptionError } from '@alipay-intl/core/errors';
import type { RailOrder } from '../rail/payment-rail.ts';
import { fingerprintOf } from '../request-id-guard.ts';
import { idReused, orderTaken } from './checkout-errors.ts';
import type { Driven } from './commit.ts';
import type { DriverContext } from './driver-context.ts';
import { checkClosingFits, checkOrder } from './order-schema.ts';
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
  try {
    checkOrder(order, nowMs, rules.policy);
    checkClosingFits(rail.name, order);
  } catch (error) {
    // An order that was opened in time is joined also when its time is over.
    const known = isAboutClosing(error) ? await journal.load(order.attemptId) : undefined;
    if (known === undefined) throw error;
    return joined(known.fingerprint, rail.name, order);
  }
  const { attemptId, orderId, amount, closesAtMs } = order;
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
  const opened = await journal.open({
    attemptId,
    rail: rail.name,
    fingerprint: orderFingerprint(rail.name, order),
    orderKey: rules.oneAttemptPerOrder ? orderId : undefined,
    events: [intent],
    lease,
  });
  if (opened.kind === 'order-taken') throw orderTaken(orderId, opened.attemptId, stateWord(opened.state));
  if (opened.kind === 'exists') return joined(opened.fingerprint, rail.name, order);
  return { lease: opened.lease, version: 1, state: initialState(intent) };
}

function joined(known: string, rail: string, order: RailOrder): 'exists' {
  if (known !== orderFingerprint(rail, order)) throw idReused();
  return 'exists';
}

// Without the scanned code: its digest would be guessable, and a repeated id never sends it again.
function orderFingerprint(rail: string, { orderId, description, amount }: RailOrder): string {
  return fingerprintOf([rail, orderId, description, amount.currency, amount.value]);
}

function isAboutClosing(error: unknown): boolean {
  return error instanceof OptionError && error.issues.every(({ path }) => path === 'closesAtMs');
}

function stateWord(state: string): string {
  if (state === 'open') return 'not decided yet';
  return state === 'manual' ? 'waiting for a person' : state;
}
