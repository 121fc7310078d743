import type { Simulation } from '../simulation.ts';
import { createToken } from './gateway-ids.ts';
import { type PaymentOrder, type PaymentRecord, refundedUnits } from './payment.ts';

/** Code of a payment that closed unpaid (docs/wire/v1 §4.1). */
export const closedCode = 'ORDER_IS_CLOSED';

/** Stores a new payment in PROCESSING and plans its expiry (docs/wire/v1 §5.2, §5.5). */
export function placePayment(simulation: Simulation, order: PaymentOrder): PaymentRecord {
  const { clock, ids, ledger, outbox } = simulation;
  const createdMs = clock.now();
  const payment: PaymentRecord = {
    order,
    paymentId: ids.next(createdMs),
    walletToken: createToken(),
    createdMs,
    refunds: [],
    status: 'PROCESSING',
    resultCode: 'PAYMENT_IN_PROCESS',
    finalMs: undefined,
    cancelledMs: undefined,
    cancelledUnits: 0n,
    stopExpiry: () => undefined,
  };
  payment.stopExpiry = clock.schedule(order.expiryMs, async () => {
    closeWhenExpired(simulation, payment);
    await outbox.settled();
  });
  ledger.addPayment(payment);
  return payment;
}

/** The wallet user has paid. */
export function markPaid(simulation: Simulation, payment: PaymentRecord): void {
  settle(simulation, payment, 'SUCCESS', 'SUCCESS');
}

/** The wallet or the user has refused, or the payment has closed. */
export function markFailed(simulation: Simulation, payment: PaymentRecord, resultCode: string): void {
  settle(simulation, payment, 'FAIL', resultCode);
}

/** Blocks the payment, or returns the money when it was paid (docs/wire/v1 §3.4). No notification follows. */
export function markCancelled(simulation: Simulation, payment: PaymentRecord): void {
  payment.stopExpiry();
  if (payment.status === 'SUCCESS') {
    payment.cancelledUnits = payment.order.amount.units - refundedUnits(payment);
  }
  payment.status = 'CANCELLED';
  payment.resultCode = 'ORDER_IS_CANCELED';
  payment.cancelledMs = simulation.clock.now();
}

/** Closes a payment whose time is over, also when the clock's own timer is late. */
export function closeWhenExpired(simulation: Simulation, payment: PaymentRecord | undefined): void {
  if (payment?.status !== 'PROCESSING' || simulation.clock.now() < payment.order.expiryMs) return;
  markFailed(simulation, payment, closedCode);
}

function settle(
  simulation: Simulation,
  payment: PaymentRecord,
  status: 'SUCCESS' | 'FAIL',
  resultCode: string,
): void {
  payment.stopExpiry();
  payment.status = status;
  payment.resultCode = resultCode;
  payment.finalMs = simulation.clock.now();
  simulation.outbox.announce(payment);
}
