import type { Simulation } from '../simulation.ts';
import { markFailed, markPaid } from './lifecycle.ts';
import type { PaymentRecord } from './payment.ts';
import type { PaymentCodeEffect } from './payment-code.ts';

/** Does to a fresh payment what its scanned code says. */
export function applyCode(simulation: Simulation, payment: PaymentRecord, effect: PaymentCodeEffect): void {
  if (effect.outcome === 'paid') markPaid(simulation, payment);
  else if (effect.outcome !== 'waits') markFailed(simulation, payment, effect.outcome.failsWith);
}
