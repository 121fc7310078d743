import { type Amount, amountsEqual } from '@alipay-intl/core';
import type { AcceptedNotification } from '@alipay-intl/notify';
import type { EntryCodeOutcome, InStorePayments, PaymentState } from '@alipay-intl/payments';
import type { OrderBook, ShopOrder } from './order-book.ts';

/** Places the payment of one sale. The order is in the book before anything is sent. */
export async function takePayment(
  payments: InStorePayments,
  book: OrderBook,
  sale: { readonly amount: Amount; readonly userAgent: string; readonly baseUrl: string },
): Promise<{ readonly order: ShopOrder; readonly outcome: EntryCodeOutcome }> {
  const order = book.open(sale.amount);
  const outcome = await payments.payEntryCode({
    paymentRequestId: order.paymentRequestId,
    paymentAmount: order.amount,
    paymentNotifyUrl: `${sale.baseUrl}/alipay/notify`,
    paymentRedirectUrl: `${sale.baseUrl}/thanks`,
    order: {
      referenceOrderId: order.orderId,
      orderDescription: 'Coffee and cake',
      orderAmount: order.amount,
      merchant: {
        referenceMerchantId: 'M0001',
        merchantName: 'Example Cafe',
        merchantMCC: '5814',
        store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
      },
      env: { userAgent: sale.userAgent },
    },
  });
  return { order, outcome };
}

/**
 * Books a verified notification. Throwing means no acknowledgement, so Alipay sends it again.
 * A payment is booked once, however often the notification comes.
 */
export function bookNotification(
  book: OrderBook,
  { notification }: AcceptedNotification,
): ShopOrder | undefined {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return undefined;
  const order = book.find(notification.paymentRequestId);
  if (order === undefined) throw new Error('A notification came for an order that this shop does not know.');
  if (notification.kind === 'declined') close(order);
  else bookPaid(order, notification);
  return order;
}

/** Asks Alipay what became of a payment, and books the answer. Asked once here; a real shop asks until it is settled. */
export async function inquireAndBook(payments: InStorePayments, order: ShopOrder): Promise<PaymentState> {
  const state = await payments.inquiryPayment({ paymentRequestId: order.paymentRequestId });
  if (state.kind === 'paid') bookPaid(order, state.payment);
  if (state.kind === 'declined' || state.kind === 'cancelled') close(order);
  return state;
}

/** Books money that was taken. The amount is compared whatever the state of the order. */
function bookPaid(
  order: ShopOrder,
  paid: { readonly paymentAmount: Amount | undefined; readonly paymentId: string | undefined },
): void {
  if (paid.paymentAmount === undefined || !amountsEqual(paid.paymentAmount, order.amount)) {
    throw new Error('Alipay tells another amount than the order has.');
  }
  if (order.state === 'open') order.state = 'paid';
  if (order.state === 'closed') order.state = 'paid-after-close';
  order.paymentId ??= paid.paymentId;
}

function close(order: ShopOrder): void {
  if (order.state === 'open') order.state = 'closed';
}
