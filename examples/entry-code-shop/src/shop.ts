import { amountFromDecimal, isAlipayError } from '@alipay-intl/core';
import type { AcceptedNotification, NotificationVerifier } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  type EntryCodeOutcome,
  type InStorePayments,
  type PaymentState,
  type RecognizedWallet,
  recognizeWallet,
} from '@alipay-intl/payments';
import express, { type Express, type Response } from 'express';
import { createOrderBook, type OrderBook, type ShopOrder } from './order-book.ts';
import { entryPage, messagePage, postPage } from './pages.ts';
import { bookNotification, inquireAndBook, takePayment } from './take-payment.ts';

export type { OrderBook, ShopOrder } from './order-book.ts';

/** What the shop tells whoever watches it. */
export type ShopEvent =
  | { readonly kind: 'page-opened'; readonly wallet: RecognizedWallet }
  | { readonly kind: 'payment-asked'; readonly order: ShopOrder; readonly outcome: EntryCodeOutcome }
  | {
      readonly kind: 'notified';
      readonly accepted: AcceptedNotification;
      readonly order: ShopOrder | undefined;
    }
  | { readonly kind: 'inquired'; readonly order: ShopOrder; readonly state: PaymentState }
  | { readonly kind: 'inquiry-failed'; readonly order: ShopOrder; readonly reason: unknown }
  /** Alarm: money came for an order that was given up. Somebody has to deliver or refund. */
  | { readonly kind: 'paid-after-close'; readonly order: ShopOrder }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a shop is made of. */
export interface ShopOptions {
  readonly payments: InStorePayments;
  readonly verifier: NotificationVerifier;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The address under which buyers and Alipay reach the shop. */
  readonly baseUrl: string;
  readonly onEvent?: (event: ShopEvent) => void;
}

/** An Express app that takes Entry Code payments, and its order book. */
export function createShop(options: ShopOptions): { readonly app: Express; readonly book: OrderBook } {
  const { payments, verifier, currency, baseUrl, onEvent = () => {} } = options;
  const book = createOrderBook();
  const app = express();
  app.disable('x-powered-by');

  const raiseAlarm = (order: ShopOrder): void => {
    if (order.state === 'paid-after-close') onEvent({ kind: 'paid-after-close', order });
  };

  // Before any body parser: the signature covers the raw bytes.
  const onNotification = (accepted: AcceptedNotification): void => {
    const order = bookNotification(book, accepted);
    onEvent({ kind: 'notified', accepted, order });
    if (order !== undefined) raiseAlarm(order);
  };
  const onRefused = (error: Error): void => onEvent({ kind: 'refused', reason: error.message });
  app.post('/alipay/notify', expressNotifications({ verifier, onNotification, onRefused }));

  app.get('/', (request, response) => {
    onEvent({ kind: 'page-opened', wallet: recognizeWallet(request.get('user-agent')) });
    response.send(entryPage('Example Cafe, Main Street', currency));
  });

  const inquire = (order: ShopOrder): Promise<void> =>
    inquireAndBook(payments, order).then(
      (state) => {
        onEvent({ kind: 'inquired', order, state });
        raiseAlarm(order);
      },
      (reason: unknown) => onEvent({ kind: 'inquiry-failed', order, reason }),
    );

  app.post('/pay', express.urlencoded({ extended: false }), async (request, response) => {
    const typed = String(request.body?.amount ?? '');
    const amount = readPrice(currency, typed);
    if (typeof amount === 'string') {
      response.status(400).send(entryPage('Example Cafe, Main Street', currency, amount));
      return;
    }
    const userAgent = request.get('user-agent') ?? '';
    const { order, outcome } = await takePayment(payments, book, { amount, userAgent, baseUrl });
    onEvent({ kind: 'payment-asked', order, outcome });
    // In the background: the buyer does not wait for it.
    if (outcome.kind === 'unknown' || outcome.kind === 'processing') void inquire(order);
    answerBuyer(response, outcome);
  });

  app.get('/thanks', (_request, response) => {
    response.send(messagePage('Thank you', 'The shop tells you as soon as the payment is confirmed.'));
  });
  return { app, book };
}

function readPrice(currency: string, typed: string): ReturnType<typeof amountFromDecimal> | string {
  try {
    return amountFromDecimal(currency, typed.trim());
  } catch (error) {
    if (isAlipayError(error)) return error.message;
    throw error;
  }
}

function answerBuyer(response: Response, outcome: EntryCodeOutcome): void {
  switch (outcome.kind) {
    case 'placed':
      if (outcome.redirect.how === 'post') {
        response.send(postPage(outcome.redirect.url, outcome.redirect.parameters ?? ''));
      } else response.redirect(303, outcome.redirect.url);
      return;
    case 'declined':
      response.status(402).send(messagePage('Not paid', outcome.reason.advice.en));
      return;
    case 'processing':
    case 'unknown':
      response
        .status(503)
        .send(messagePage('Please wait', 'We are asking Alipay what became of your payment.'));
  }
}
