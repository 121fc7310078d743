import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createV1Gateway, type V1Gateway } from '@alipay-intl/core';
import { createShop, type OrderBook, type ShopEvent } from '@alipay-intl/example-entry-code-shop';
import { createNotificationVerifier } from '@alipay-intl/notify';
import { createInStorePayments, type InStorePayments } from '@alipay-intl/payments';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import express from 'express';

/** Everything that plays: Alipay's stand-in, the shop, and what the shop reported. */
export interface Stage {
  readonly simulator: Simulator;
  readonly gateway: V1Gateway;
  readonly payments: InStorePayments;
  readonly shopUrl: string;
  readonly book: OrderBook;
  /** What the shop has reported so far, oldest first. */
  readonly events: readonly ShopEvent[];
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const simulator = await startSimulator();
  const gateway = await createV1Gateway({
    baseUrl: simulator.url,
    clientId: simulator.credentials.clientId,
    privateKey: simulator.credentials.merchantPrivateKey ?? '',
    alipayPublicKeys: simulator.credentials.alipayPublicKey,
  });
  const payments = createInStorePayments(gateway);
  const verifier = createNotificationVerifier({
    clientId: gateway.clientId,
    keyRing: gateway.keyRing,
    path: '/alipay/notify',
  });
  const events: ShopEvent[] = [];
  // The shop must know its own address, so the port is taken before the shop is made.
  const door = express();
  const server = await listen(door);
  const shopUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onEvent = (event: ShopEvent): void => void events.push(event);
  const { app, book } = createShop({ payments, verifier, currency: 'USD', baseUrl: shopUrl, onEvent });
  door.use(app);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await Promise.all([new Promise((done) => server.close(done)), gateway.close(), simulator.close()]);
  };
  return { simulator, gateway, payments, shopUrl, book, events, close };
}

function listen(app: express.Express): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(0, '127.0.0.1', (error?: Error) => (error ? reject(error) : resolve(server)));
  });
}
