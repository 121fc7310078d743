import { amountFromDecimal, isAlipayError } from '@alipay-intl/core';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  type NotificationVerifier,
  paymentFactOf,
  type Received,
} from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  type BuyerRedirect,
  type Checkout,
  createCheckout,
  type EntryCodeCharge,
  type Journal,
  type PaymentRail,
  type RecognizedWallet,
  recognizeWallet,
} from '@alipay-intl/payments';
import type { AlarmKind, Started } from '@alipay-intl/payments/checkout';
import express, { type Express, type Response } from 'express';
import { type BookableOutcome, createOrderBook, type ShopOrder } from './order-book.ts';
import { entryPage, messagePage, postPage } from './pages.ts';

export type { ShopOrder } from './order-book.ts';

/** What the shop tells whoever watches it. */
export type ShopEvent =
  | { readonly kind: 'page-opened'; readonly wallet: RecognizedWallet }
  | { readonly kind: 'payment-asked'; readonly order: ShopOrder; readonly started: Started<BuyerRedirect> }
  | {
      readonly kind: 'notified';
      readonly received: Received;
      readonly order: ShopOrder | undefined;
    }
  /** The checkout has found out by itself how a payment ended. */
  | { readonly kind: 'recovered'; readonly order: ShopOrder | undefined }
  /** A person must look: Alipay says the opposite of what was told. */
  | { readonly kind: 'alarm'; readonly alarm: AlarmKind; readonly order: ShopOrder | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a shop is made of. */
export interface ShopOptions {
  readonly rail: PaymentRail<EntryCodeCharge, BuyerRedirect>;
  /** Where payments are written down; a durable one where money is real. */
  readonly journal: Journal;
  readonly verifier: NotificationVerifier;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The address under which buyers reach the shop. */
  readonly baseUrl: string;
  /** How long a buyer has to pay, in milliseconds. Default 600000. */
  readonly timeToPayMs?: number;
  readonly onEvent?: (event: ShopEvent) => void;
}

/** A running shop. */
export interface Shop {
  readonly app: Express;
  readonly checkout: Checkout<EntryCodeCharge, BuyerRedirect>;
  /** Brings to its end what no notification ends, also after a restart. Ends when the signal aborts. */
  keepRecovering(signal: AbortSignal): Promise<void>;
}

const shopName = 'Example Cafe, Main Street';

/** An Express app that takes Entry Code payments, and its checkout. */
export function createShop(options: ShopOptions): Shop {
  const { rail, journal, verifier, currency, baseUrl, timeToPayMs = 600_000, onEvent = () => {} } = options;
  const book = createOrderBook();
  const bookOne = (outcome: BookableOutcome): ShopOrder | undefined => book.book(outcome);
  const checkout = createCheckout({
    rail,
    journal,
    onAlarm: ({ kind, payment }) => onEvent({ kind: 'alarm', alarm: kind, order: bookOne(payment) }),
  });
  const app = express();
  app.disable('x-powered-by');

  // #region notified
  // Before any body parser: the signature covers the raw bytes.
  const receiver = createNotificationReceiver({
    verifiers: { v1: verifier },
    lookup: 'handler-compares', // the checkout compares amount and currency
    log: createMemoryNotificationLog(), // with real money: createPostgresNotificationLog
    handler: async (received) => {
      const fact = paymentFactOf(received);
      if (fact === undefined) return;
      const recorded = await checkout.recordNotification(fact);
      // Throwing means no acknowledgement, so Alipay sends it again.
      if (recorded.kind === 'unknown-payment') throw new Error('A notification came for an unknown payment.');
      onEvent({ kind: 'notified', received, order: bookOne(recorded.outcome) });
    },
    onReceipt: (receipt) => {
      if (receipt.kind === 'refused') onEvent({ kind: 'refused', reason: receipt.error.message });
    },
  });
  app.post('/alipay/notify', expressNotifications(receiver));
  // #endregion notified

  app.get('/', (request, response) => {
    onEvent({ kind: 'page-opened', wallet: recognizeWallet(request.get('user-agent')) });
    response.send(entryPage(shopName, currency));
  });

  app.post('/pay', express.urlencoded({ extended: false }), async (request, response) => {
    const amount = readPrice(currency, String(request.body?.amount ?? ''));
    if (typeof amount === 'string') {
      response.status(400).send(entryPage(shopName, currency, amount));
      return;
    }
    const order = book.open(amount);
    const { orderId, attemptId } = order;
    const started = await checkout
      .start({
        attemptId,
        orderId,
        description: 'Coffee and cake',
        amount,
        closesAtMs: Date.now() + timeToPayMs,
        redirectUrl: `${baseUrl}/thanks`,
        env: { userAgent: request.get('user-agent') ?? '' },
      })
      .catch(notSent);
    if (started === undefined) {
      order.state = 'closed';
      response.status(502).send(messagePage('Not paid', 'Alipay cannot be reached. Nothing was charged.'));
      return;
    }
    bookOne(started);
    onEvent({ kind: 'payment-asked', order, started });
    answerBuyer(response, started);
  });

  app.get('/thanks', (_request, response) => {
    response.send(messagePage('Thank you', 'The shop tells you as soon as the payment is confirmed.'));
  });

  const keepRecovering = (signal: AbortSignal): Promise<void> =>
    checkout.keepRecovering({
      signal,
      onReport: ({ ended }) => {
        for (const outcome of ended) onEvent({ kind: 'recovered', order: bookOne(outcome) });
      },
      onError: (error) => onEvent({ kind: 'failed', error }),
    });
  return { app, checkout, keepRecovering };
}

/** Nothing left this machine, so the buyer may be told so. */
function notSent(error: unknown): undefined {
  if (isAlipayError(error) && 'bytesMayHaveLeft' in error && error.bytesMayHaveLeft === false) return;
  throw error;
}

function readPrice(currency: string, typed: string): ReturnType<typeof amountFromDecimal> | string {
  try {
    const amount = amountFromDecimal(currency, typed.trim());
    return amount.value === '0' ? 'Type an amount above zero.' : amount;
  } catch (error) {
    if (isAlipayError(error)) return error.message;
    throw error;
  }
}

function answerBuyer(response: Response, started: Started<BuyerRedirect>): void {
  switch (started.kind) {
    case 'pending':
      if (started.handover !== undefined) sendToWallet(response, started.handover);
      else response.status(503).send(waiting);
      return;
    case 'paid':
      response.redirect(303, '/thanks');
      return;
    case 'declined':
      response.status(402).send(messagePage('Not paid', started.reason?.advice.en ?? 'Please start over.'));
      return;
    case 'reversed':
      response.status(402).send(messagePage('Not paid', 'The payment was cancelled. Please start over.'));
      return;
    case 'manual':
      response.status(503).send(waiting);
  }
}

const waiting = messagePage('Please wait', 'We are asking Alipay what became of your payment.');

function sendToWallet(response: Response, { how, url, parameters }: BuyerRedirect): void {
  if (how === 'post') response.send(postPage(url, parameters ?? ''));
  else response.redirect(303, url);
}
