import type { Amount } from '@alipay-intl/core';
import { createRequestId } from '@alipay-intl/payments';

/** One sale. A real shop keeps it in its database. */
export interface ShopOrder {
  readonly orderId: string;
  readonly paymentRequestId: string;
  readonly amount: Amount;
  /** `paid-after-close` is an alarm: the buyer was told "not paid", so a person has to deliver or refund. */
  state: 'open' | 'paid' | 'closed' | 'paid-after-close';
  paymentId: string | undefined;
}

/** The shop's own record of its sales. */
export interface OrderBook {
  /** Records a sale, its payment id included, before anything is sent. */
  open(amount: Amount): ShopOrder;
  find(paymentRequestId: string): ShopOrder | undefined;
}

export function createOrderBook(): OrderBook {
  const orders = new Map<string, ShopOrder>();
  return {
    open(amount) {
      const paymentRequestId = createRequestId();
      const orderId = `order-${orders.size + 1}`;
      const order: ShopOrder = { orderId, paymentRequestId, amount, state: 'open', paymentId: undefined };
      orders.set(paymentRequestId, order);
      return order;
    },
    find: (paymentRequestId) => orders.get(paymentRequestId),
  };
}
