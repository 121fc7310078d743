import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createV1Gateway, type V1Gateway } from '@alipay-intl/core';
import { createShop, type Shop, type ShopEvent } from '@alipay-intl/example-entry-code-shop';
import { createNotificationVerifier } from '@alipay-intl/notify';
import {
  createEntryCodeRail,
  createInStorePayments,
  createMemoryJournal,
  type InStorePayments,
} from '@alipay-intl/payments';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import express from 'express';

/** Everything that plays: Alipay's stand-in, the shop, and what the shop reported. */
export interface Stage {
  readonly simulator: Simulator;
  readonly gateway: V1Gateway;
  /** Single calls, to look behind the checkout. */
  readonly payments: InStorePayments;
  readonly checkout: Shop['checkout'];
  readonly shopUrl: string;
  /** What the shop has reported so far, oldest first. */
  readonly events: readonly ShopEvent[];
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const simulator = await startSimulator({ sftp: true });
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
  const rail = createEntryCodeRail(payments, {
    merchant: {
      referenceMerchantId: 'M0001',
      merchantName: 'Example Cafe',
      merchantMCC: '5814',
      store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
    },
    paymentNotifyUrl: `${shopUrl}/alipay/notify`,
  });
  const journal = createMemoryJournal();
  const shop = createShop({ rail, journal, verifier, currency: 'USD', baseUrl: shopUrl, onEvent });
  const { checkout } = shop;
  door.use(shop.app);
  const stop = new AbortController();
  const recovering = shop.keepRecovering(stop.signal);
  const close = async (): Promise<void> => {
    stop.abort();
    await recovering;
    server.closeAllConnections();
    await Promise.all([new Promise((done) => server.close(done)), gateway.close(), simulator.close()]);
  };
  return { simulator, gateway, payments, checkout, shopUrl, events, close };
}

function listen(app: express.Express): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(0, '127.0.0.1', (error?: Error) => (error ? reject(error) : resolve(server)));
  });
}
