import type { InStorePayments } from '../in-store/in-store-payments.ts';
import type { OrderCodeEnv } from '../in-store/order.ts';
import type { OrderCode } from '../in-store/order-code.ts';
import { inStoreVerbs } from './in-store-verbs.ts';
import type { PaymentRail } from './payment-rail.ts';
import { type PlacedInStoreOptions, type PlacedInStoreOrder, placingOf } from './placed-in-store.ts';

/** An order whose code the buyer scans. */
export interface OrderCodeCharge extends PlacedInStoreOrder {
  /** The terminal that shows the code, where it matters. */
  readonly env?: OrderCodeEnv | undefined;
}

/** What every order of a shop has in common. */
export interface OrderCodeRailOptions extends PlacedInStoreOptions {}

/** Places orders and returns the code that the buyer scans. docs/wire/v1 §3.12, §5.4. */
export function createOrderCodeRail(
  payments: InStorePayments,
  options: OrderCodeRailOptions,
): PaymentRail<OrderCodeCharge, OrderCode> {
  const { agentToken } = options;
  return {
    name: 'order-code',
    async pay(charge, call) {
      const request = placingOf(charge, charge.env, options);
      const outcome = await payments.payOrderCode(request, { ...call, agentToken });
      if (outcome.kind !== 'placed') return outcome;
      const { orderCode, payment, proof } = outcome;
      return { kind: 'placed', handover: orderCode, providerId: payment.paymentId, proof };
    },
    ...inStoreVerbs(payments, agentToken),
  };
}
