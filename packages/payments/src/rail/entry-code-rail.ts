import type { BuyerRedirect } from '../in-store/buyer-redirect.ts';
import type { InStorePayments } from '../in-store/in-store-payments.ts';
import type { EntryCodeEnv } from '../in-store/order.ts';
import { inStoreVerbs } from './in-store-verbs.ts';
import type { PaymentRail } from './payment-rail.ts';
import { type PlacedInStoreOptions, type PlacedInStoreOrder, placingOf } from './placed-in-store.ts';

/** An order from the shop's Entry Code page. */
export interface EntryCodeCharge extends PlacedInStoreOrder {
  /** Where the page was opened. */
  readonly env: EntryCodeEnv;
}

/** What every order of the page has in common. */
export interface EntryCodeRailOptions extends PlacedInStoreOptions {}

/** Places orders of an Entry Code page; the buyer is sent to the wallet. docs/wire/v1 §5.4, §8. */
export function createEntryCodeRail(
  payments: InStorePayments,
  options: EntryCodeRailOptions,
): PaymentRail<EntryCodeCharge, BuyerRedirect> {
  const { agentToken } = options;
  return {
    name: 'entry-code',
    async pay(charge, call) {
      const request = placingOf(charge, charge.env, options);
      const outcome = await payments.payEntryCode(request, { ...call, agentToken });
      if (outcome.kind !== 'placed') return outcome;
      const { redirect, payment, proof } = outcome;
      return { kind: 'placed', handover: redirect, providerId: payment.paymentId, proof };
    },
    ...inStoreVerbs(payments, agentToken),
  };
}
