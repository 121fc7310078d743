import { type Amount, createAmount } from '@alipay-intl/core/money';
import { paymentFactOf, type Receipt, type Received } from '@alipay-intl/notify';
import { testAlipay } from './test-alipay.ts';

// What a shop has already, whatever its server is.

export const clientId: string = testAlipay.clientId; // from your contract
export const path: string = testAlipay.path; // as Alipay sees it: behind a rewriting proxy, the public path
export const alipayPublicKey: string = testAlipay.publicKey; // the one that Alipay shows you

// #region shop
const orders = new Map([['order_1', { amount: createAmount('USD', 599n), state: 'open' }]]); // your record

/** The amount and the currency of a notification are compared with it. */
export function lookup(paymentRequestId: string): { readonly amount: Amount } | undefined {
  return orders.get(paymentRequestId);
}

/** Gets what is genuine, fits the record and was not handled before. */
export function handler(received: Received): void {
  const fact = paymentFactOf(received);
  const order = fact && orders.get(fact.attemptId);
  if (!fact || !order) return;
  if (order.state !== 'paid') order.state = fact.kind; // a failure that comes late takes nothing back
  console.log(`  ${fact.attemptId} is ${order.state}`);
}

/** Gets what came of every request, for a log or an alarm. */
export function onReceipt(receipt: Receipt): void {
  console.log(receipt.kind === 'refused' ? `  refused: ${receipt.error.code}` : `  ${receipt.kind}`);
}
// #endregion shop
