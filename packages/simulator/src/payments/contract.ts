import type { Simulation } from '../simulation.ts';
import type { PaymentOrder } from './payment.ts';

/** What the contract forbids leaves no payment behind, so the corrected request may use the same id. */
export function refuseByContract(simulation: Simulation, order: PaymentOrder): string | undefined {
  const { currencies, amountMax } = simulation.settings.contract;
  if (currencies !== undefined && !currencies.includes(order.amount.currency)) return 'CURRENCY_NOT_SUPPORT';
  if (amountMax !== undefined && order.amount.units > amountMax) return 'PAYMENT_AMOUNT_EXCEED_LIMIT';
  return undefined;
}
