import type { Amount } from '@alipay-intl/core';
import { type CheckoutOutcome, createRequestId } from '@alipay-intl/payments';

/** One sale. A real shop keeps it in its database; what happened to its money is in the journal of the checkout. */
export interface ShopOrder {
  readonly orderId: string;
  readonly attemptId: string;
  readonly amount: Amount;
  /** `ask-a-person`: the money has to be looked up, so neither deliver nor charge again. */
  state: 'open' | 'paid' | 'closed' | 'ask-a-person';
}

/** The shop's own record of its sales. */
export interface OrderBook {
  /** Records a sale, the id of its payment included, before anything is sent. */
  open(amount: Amount): ShopOrder;
  /** Books what the checkout says; told as often as it likes. `undefined` where the sale is not this shop's. */
  book(outcome: BookableOutcome): ShopOrder | undefined;
}

/** What the checkout says of a payment. */
export type BookableOutcome = Pick<CheckoutOutcome, 'attemptId' | 'openAlarms'> & {
  readonly kind: CheckoutOutcome['kind'] | 'pending';
};

export function createOrderBook(): OrderBook {
  const orders = new Map<string, ShopOrder>();
  return {
    open(amount) {
      const attemptId = createRequestId();
      const order: ShopOrder = { orderId: `order-${orders.size + 1}`, attemptId, amount, state: 'open' };
      orders.set(attemptId, order);
      return order;
    },
    book(outcome) {
      const order = orders.get(outcome.attemptId);
      if (order !== undefined) order.state = stateOf(outcome);
      return order;
    },
  };
}

function stateOf({ kind, openAlarms }: BookableOutcome): ShopOrder['state'] {
  if (kind === 'manual' || openAlarms.length > 0) return 'ask-a-person';
  if (kind === 'pending') return 'open';
  return kind === 'paid' ? 'paid' : 'closed';
}
