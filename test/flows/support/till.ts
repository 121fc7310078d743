import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AcquiringGateway, type Amount, amountsEqual, createAcquiringGateway } from '@alipay-intl/core';
import { type AcquiringNotification, createAcquiringVerifier } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  type BarcodePayments,
  createBarcodePayments,
  createBarcodeRail,
  type PaymentRail,
} from '@alipay-intl/payments';
import {
  type AcquiringOptions,
  type Simulator,
  type SteerableClock,
  startSimulator,
} from '@alipay-intl/simulator';
import express from 'express4';
import { routeReceiver } from '../../support/route-receiver.ts';

export const key = (name: string): string =>
  readFileSync(new URL(`../../vectors/keys/${name}`, import.meta.url), 'utf8');

/** What a till knows of a sale. */
export interface Sale {
  readonly amount: Amount;
  state: 'open' | 'paid' | 'failed' | 'mismatch';
  acquirementId: string | undefined;
  /** How many times the goods were handed over. */
  deliveries: number;
}

/** A merchant with a till, a web server for notifications, and a gateway that is simulated. */
export interface Scene {
  readonly simulator: Simulator;
  readonly gateway: AcquiringGateway;
  readonly payments: BarcodePayments;
  readonly rail: PaymentRail;
  readonly sales: Map<string, Sale>;
  readonly notifications: readonly AcquiringNotification[];
  readonly refusals: readonly string[];
  /** The next so many notifications meet a database that is away. */
  failNext(times: number): void;
  close(): Promise<void>;
}

export async function openScene(clock: SteerableClock, acquiring: AcquiringOptions = {}): Promise<Scene> {
  const clientId = 'T_111222333';
  const merchantId = 'TEST_MERCHANT';
  const dialect = acquiring.dialect ?? 'public-2.0.4';
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const simulator = await startSimulator({
    clock,
    merchant: {
      clientId,
      merchantPublicKey: key('merchant.public.spki.pem'),
      alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    },
    acquiring: { ...acquiring, notifyUrl: `http://127.0.0.1:${port}/alipay/notify` },
  });
  const privateKey = key('merchant.private.pkcs8.pem');
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    dialect,
    clientId,
    privateKey,
    alipayPublicKeys: simulator.credentials.alipayPublicKey,
    clock,
  });
  const payments = createBarcodePayments(gateway, { merchantId });
  const sales = new Map<string, Sale>();
  const notifications: AcquiringNotification[] = [];
  const refusals: string[] = [];
  let failuresLeft = 0;
  const verifier = await createAcquiringVerifier({
    clientId,
    merchantId,
    keyRing: gateway.keyRing,
    privateKey,
    dialect,
    clock,
  });
  app.post(
    '/alipay/notify',
    expressNotifications(
      routeReceiver({
        verifiers: { acquiring: verifier },
        clock,
        onNotification: ({ family, notification }) => {
          if (family !== 'acquiring') return;
          if (failuresLeft > 0) {
            failuresLeft -= 1;
            throw new Error('the database is away');
          }
          notifications.push(notification);
          book(sales, notification);
        },
        onRefused: (error) => {
          refusals.push(error.code);
        },
      }),
    ),
  );
  app.use(((_error, _request, response, next) => {
    if (response.headersSent) next();
    else response.status(500).end();
  }) satisfies import('express').ErrorRequestHandler);
  return {
    simulator,
    gateway,
    payments,
    rail: createBarcodeRail(payments),
    sales,
    notifications,
    refusals,
    failNext: (times) => {
      failuresLeft = times;
    },
    close: async () => {
      await gateway.close();
      await simulator.close();
      await closed(server);
    },
  };
}

/** Books a notification once: id, amount and currency must be those of the sale, and a final state stays. */
function book(sales: ReadonlyMap<string, Sale>, notification: AcquiringNotification): void {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return;
  const sale = sales.get(notification.merchantTransId ?? '');
  if (sale === undefined || sale.state !== 'open') return;
  if (notification.kind === 'declined') sale.state = 'failed';
  else if (!amountsEqual(notification.orderAmount, sale.amount)) sale.state = 'mismatch';
  else {
    sale.state = 'paid';
    sale.acquirementId = notification.acquirementId;
    sale.deliveries += 1;
  }
}

function closed(server: Server): Promise<void> {
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
