import { once } from 'node:events';
import process from 'node:process';
import { type Amount, createAcquiringGateway } from '@alipay-intl/core';
import {
  type Checkout,
  cashierMessage,
  createBarcodePayments,
  createBarcodeRail,
  createCheckout,
  type RailCharge,
} from '@alipay-intl/payments';
import { createPostgresJournal } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';

// A till in a process of its own, which may be killed at any moment. What it knows is in its folder.

/** What a till is told when it is started. */
export interface TillOrders {
  readonly folder: string;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly merchantId: string;
  readonly privateKey: string;
  readonly alipayPublicKey: string;
  /** Whether it waits for a sale, or goes on with what it finds and ends. */
  readonly job: 'sell' | 'go-on';
}

/** What a till that waits is told next. */
export interface TillSale {
  readonly attemptId: string;
  readonly amount: Amount;
  readonly scannedCode: string;
}

/** What a till tells: that its journal is open, what it sold, what it found in its journal, and how each payment ended. */
export type TillWord =
  | { readonly kind: 'open' }
  | { readonly kind: 'sold'; readonly says: string }
  | { readonly kind: 'found'; readonly attemptId: string; readonly journal: readonly string[] }
  | {
      readonly kind: 'ended';
      readonly attemptId: string;
      readonly as: string;
      readonly journal: readonly string[];
    };

process.once('message', (orders) => void runTill(orders as TillOrders));

async function runTill({ folder, job, merchantId, ...gatewayOptions }: TillOrders): Promise<void> {
  const { alipayPublicKey: alipayPublicKeys, ...rest } = gatewayOptions;
  const gateway = await createAcquiringGateway({ ...rest, alipayPublicKeys });
  // #region checkout
  const store = await openPgliteStore({ folder }); // a database in a folder; a server: openPostgresStore
  const checkout = createCheckout({
    rail: createBarcodeRail(createBarcodePayments(gateway, { merchantId })),
    journal: createPostgresJournal(store, { scope: 'example-cafe' }),
    worker: 'till-1', // after a restart it goes on with its own payments at once
    policy: { firstQueryMs: 1_000 }, // the documented 5 seconds are long for a demonstration
  });
  // #endregion checkout
  tell({ kind: 'open' });
  if (job === 'go-on') await goOn(checkout);
  else await sell(checkout);
  await store.close();
  await gateway.close();
  process.disconnect();
}

async function sell(checkout: Checkout<RailCharge>): Promise<void> {
  const [{ attemptId, amount, scannedCode }] = (await once(process, 'message')) as [TillSale];
  const sale = { attemptId, orderId: 'order-1', description: 'Coffee and cake', amount, scannedCode };
  // #region collect
  const outcome = await checkout.collect(sale); // waits for the end: about three and a half minutes at most
  const { message, nextStep } = cashierMessage('pay', outcome); // paid, declined, reversed or manual, in words
  // #endregion collect
  tell({ kind: 'sold', says: `${message.en} ${nextStep.en}` });
}

/** Brings everything to its end that the till before has left. */
async function goOn(checkout: Checkout<RailCharge>): Promise<void> {
  const open = await checkout.list({ only: 'open', limit: 100 });
  for (const { attemptId } of open) {
    tell({ kind: 'found', attemptId, journal: await linesOf(checkout, attemptId) });
    const { kind } = await checkout.resume(attemptId);
    tell({ kind: 'ended', attemptId, as: kind, journal: await linesOf(checkout, attemptId) });
  }
}

/** The journal of a payment in a few words a line. */
async function linesOf(checkout: Checkout<RailCharge>, attemptId: string): Promise<readonly string[]> {
  const history = await checkout.history(attemptId);
  return history.map((event) => {
    if (event.type === 'answered') return `${event.action} answered: ${event.answer.kind}`;
    return event.type === 'ended' ? `ended: ${event.end}` : event.type;
  });
}

function tell(word: TillWord): void {
  process.send?.(word);
}
