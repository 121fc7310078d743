import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Amount,
  amountsEqual,
  createV1Gateway,
  type SandboxPathRule,
  type V1Gateway,
} from '@alipay-intl/core';
import { createNotificationVerifier, type Notification } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  createInStorePayments,
  createRequestId,
  type EntryCodePayRequest,
  type InStorePayments,
  recognizeWallet,
} from '@alipay-intl/payments';
import { type Simulator, type SimulatorOptions, startSimulator } from '@alipay-intl/simulator';
import express from 'express4';
import { routeReceiver } from '../../support/route-receiver.ts';

/** A small shop: it keeps its orders, places payments and takes notifications on a real Express server. */
export interface Shop {
  readonly gateway: V1Gateway;
  readonly payments: InStorePayments;
  /** Address of the Entry Code page. */
  readonly pageUrl: string;
  readonly notifyUrl: string;
  /** Verified notifications, in the order in which they came. */
  readonly notifications: readonly Notification[];
  /** Codes of the refusals. */
  readonly refusals: readonly string[];
  /** Errors that reached the web server. */
  readonly errors: readonly unknown[];
  /** What the shop believes of an order, by `paymentRequestId`. */
  readonly orders: Map<string, Order>;
  /** Writes an order down and makes the request for it. */
  newOrder(changes?: Partial<EntryCodePayRequest>): EntryCodePayRequest;
  /** The next so many notifications meet a database that is away. */
  failNext(times: number): void;
  close(): Promise<void>;
}

export interface Order {
  readonly amount: Amount;
  state: 'open' | 'paid' | 'failed' | 'mismatch';
  /** How many times the goods were handed over. */
  deliveries: number;
}

export interface ShopOptions {
  readonly sandboxPath?: SandboxPathRule;
  readonly alipayPublicKeys?: readonly { readonly keyVersion: string; readonly publicKey: string }[];
  readonly notifyQuery?: string;
  /** Where the web server listened before a restart. */
  readonly port?: number;
  /** The orders of the shop before a restart. */
  readonly orders?: Map<string, Order>;
}

const key = (name: string): string =>
  readFileSync(new URL(`../../vectors/keys/${name}`, import.meta.url), 'utf8');

/** A simulator with the fixed test keys, so that it need not make its own. */
export function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const merchant = {
    merchantPublicKey: key('merchant.public.spki.pem'),
    alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    ...options.merchant,
  };
  return startSimulator({ ...options, merchant });
}

export async function openShop(
  simulator: Simulator,
  now: () => number,
  options: ShopOptions = {},
): Promise<Shop> {
  const { credentials } = simulator;
  const clock = { now };
  const gateway = await createV1Gateway({
    baseUrl: simulator.url,
    clientId: credentials.clientId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKeys: options.alipayPublicKeys ?? [
      { keyVersion: credentials.keyVersion, publicKey: credentials.alipayPublicKey },
    ],
    sandboxPath: options.sandboxPath,
    clock,
  });
  const payments = createInStorePayments(gateway, { clock });
  const orders = options.orders ?? new Map<string, Order>();
  const notifications: Notification[] = [];
  const refusals: string[] = [];
  const errors: unknown[] = [];
  let failuresLeft = 0;

  const app = express();
  app.post(
    '/alipay/notify',
    expressNotifications(
      routeReceiver({
        verifiers: {
          v1: createNotificationVerifier({
            clientId: gateway.clientId,
            keyRing: gateway.keyRing,
            path: '/alipay/notify',
          }),
        },
        clock,
        onNotification: ({ family, notification }) => {
          if (family !== 'v1') return;
          if (failuresLeft > 0) {
            failuresLeft -= 1;
            throw new Error('the database is away');
          }
          notifications.push(notification);
          book(orders, notification);
        },
        onRefused: (error) => void refusals.push(error.code),
      }),
    ),
  );
  const newOrder = (changes: Partial<EntryCodePayRequest> = {}): EntryCodePayRequest => {
    const request = { ...orderRequest(notifyUrl, now), ...changes };
    orders.set(request.paymentRequestId, { amount: request.paymentAmount, state: 'open', deliveries: 0 });
    return request;
  };
  app.get('/table/:table', async (request, response) => {
    const userAgent = request.headers['user-agent'] ?? '';
    if (recognizeWallet(userAgent).wallet === 'UNKNOWN') {
      response.status(406).end('please scan with a wallet');
      return;
    }
    const plain = newOrder();
    const outcome = await payments.payEntryCode({ ...plain, order: { ...plain.order, env: { userAgent } } });
    if (outcome.kind === 'placed') response.redirect(303, outcome.redirect.url);
    else response.status(502).end(outcome.kind);
  });
  app.use(((error, _request, response, next) => {
    errors.push(error);
    if (response.headersSent) next(error);
    else response.status(500).end();
  }) satisfies import('express').ErrorRequestHandler);

  const server = await listening(app.listen(options.port ?? 0, '127.0.0.1'));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const notifyUrl = `${url}/alipay/notify${options.notifyQuery ?? ''}`;
  return {
    gateway,
    payments,
    pageUrl: `${url}/table/7`,
    notifyUrl,
    notifications,
    refusals,
    errors,
    orders,
    newOrder,
    failNext: (times) => {
      failuresLeft = times;
    },
    close: async () => {
      await gateway.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Books a notification once: id, amount and currency must be those of the order, and a final state stays. */
function book(orders: ReadonlyMap<string, Order>, notification: Notification): void {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return;
  const order = orders.get(notification.paymentRequestId);
  if (order === undefined || order.state !== 'open') return;
  if (notification.kind === 'declined') order.state = 'failed';
  else if (!amountsEqual(notification.paymentAmount, order.amount)) order.state = 'mismatch';
  else {
    order.state = 'paid';
    order.deliveries += 1;
  }
}

async function listening(server: Server): Promise<Server> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

export const walletUserAgent =
  'Mozilla/5.0 (iPhone) NebulaSDK/1.8 Nebula AliApp(AP/10.1.32.600) AlipayClient/10.1.32.600 AlipayConnect';

function orderRequest(paymentNotifyUrl: string, now: () => number): EntryCodePayRequest {
  const amount = { currency: 'USD', value: '599' };
  return {
    paymentRequestId: createRequestId({ clock: { now } }),
    paymentAmount: amount,
    paymentNotifyUrl,
    order: {
      referenceOrderId: 'order_0001',
      orderDescription: 'Coffee',
      orderAmount: amount,
      merchant: {
        referenceMerchantId: 'M0001',
        merchantName: 'Example Cafe',
        merchantMCC: '5814',
        store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
      },
      env: { userAgent: walletUserAgent },
    },
  };
}

/** The buyer presses the wallet's button. */
export async function pressWallet(url: string, button: 'pay' | 'refuse'): Promise<void> {
  const page = await (await fetch(url)).text();
  const action = new RegExp(`action="([^"]+/${button})"`).exec(page)?.[1];
  if (action === undefined) throw new Error(`the wallet page has no ${button} button`);
  const answer = await fetch(new URL(action, url), { method: 'POST', redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`the wallet answered ${answer.status}`);
}

/** Narrows an outcome to one kind, or fails with the kind that came instead. */
export function expectKind<Outcome extends { readonly kind: string }, Kind extends Outcome['kind']>(
  outcome: Outcome,
  kind: Kind,
): Extract<Outcome, { readonly kind: Kind }> {
  if (outcome.kind === kind) return outcome as Extract<Outcome, { readonly kind: Kind }>;
  throw new Error(`expected ${kind}, got ${outcome.kind}`, {
    cause: 'cause' in outcome ? outcome.cause : undefined,
  });
}
