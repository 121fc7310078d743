import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAcquiringGateway, createV1Gateway } from '@alipay-intl/core';
import type { Clock } from '@alipay-intl/core/time';
import {
  createAcquiringVerifier,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
  type Receipt,
  type Received,
  type ReceiverVerifiers,
} from '@alipay-intl/notify';
import {
  createBarcodePayments,
  createBarcodeRail,
  createInStorePayments,
  createPaymentCodeRail,
  createRequestId,
} from '@alipay-intl/payments';
import { createPostgresNotificationLog, type Store, type StoreSession } from '@alipay-intl/postgres';
import { createManualClock, type Simulator, startSimulator, testPaymentCodes } from '@alipay-intl/simulator';
import { key } from '../../flows/support/till.ts';
import { clientId, notifyPath } from './sender.ts';

const merchantId = 'TEST_MERCHANT';
const amount = { currency: 'USD', value: '599' };
export type Family = 'v1' | 'acquiring';

/** What a shop does with notifications. */
export interface ResendShopOptions {
  readonly store: Store;
  readonly scope: string;
  readonly mode: 'handle-first' | 'handle-in-transaction';
  readonly handle: (session: StoreSession, received: Received) => Promise<void>;
  /** Whether what stands before the shop spoils its next answer. */
  readonly spoilsAnswer: () => boolean;
}

/** A shop that takes the notifications of both families from a simulator, on the simulator's time. */
export interface ResendShop {
  readonly simulator: Simulator;
  /** In the order of their ends. */
  readonly receipts: readonly Receipt['kind'][];
  /** Sells a coffee, which is paid at once, and waits for the first delivery. */
  sell(family: Family): Promise<void>;
  /** Lets so many minutes pass, with everything that is delivered in them. */
  pass(minutes: number): Promise<void>;
  close(): Promise<void>;
}

export async function openResendShop(options: ResendShopOptions): Promise<ResendShop> {
  const clock = createManualClock(Date.parse('2026-11-01T12:00:00+08:00'));
  const receipts: Receipt['kind'][] = [];
  let receiver: NotificationReceiver | undefined;
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders: headers } = request;
    void receiver?.receive({ method, url, headers, body: request }).then(({ kind, answer }) => {
      receipts.push(kind);
      if (options.spoilsAnswer()) response.end('<html>Welcome</html>');
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${notifyPath}`;
  const simulator = await startSimulator({
    clock,
    deliveryTimeoutMs: 1_500,
    merchant: {
      clientId,
      merchantPublicKey: key('merchant.public.spki.pem'),
      alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    },
    acquiring: { notifyUrl, merchantId },
  });
  const account = await openAccount(simulator, clock, notifyUrl);
  receiver = createReceiver(options, account.verifiers, clock);
  return {
    simulator,
    receipts,
    sell: async (family) => {
      const { kind } = await account.rails[family].pay({
        attemptId: createRequestId({ clock }),
        ...{ orderId: 'order-1', description: 'Coffee', amount, scannedCode: testPaymentCodes.paysAtOnce },
      });
      if (kind !== 'paid') throw new Error(`the sale is ${kind}`);
      await simulator.control.settled();
    },
    pass: (minutes) => simulator.control.advance(minutes * 60_000),
    close: async () => {
      await Promise.all([account.close(), simulator.close()]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The rails of the shop, and what verifies their notifications. */
async function openAccount({ url, credentials }: Simulator, clock: Clock, notifyUrl: string) {
  const privateKey = key('merchant.private.pkcs8.pem');
  const settings = { clientId, privateKey, alipayPublicKeys: credentials.alipayPublicKey, clock };
  const v1 = await createV1Gateway({ ...settings, baseUrl: url });
  const acquiring = await createAcquiringGateway({ ...settings, baseUrl: `${url}/api` });
  const store = { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' };
  const merchant = {
    referenceMerchantId: 'M0001',
    merchantName: 'Example Cafe',
    merchantMCC: '5814',
    store,
  };
  return {
    rails: {
      v1: createPaymentCodeRail(createInStorePayments(v1, { clock }), {
        ...{ merchant, clock },
        paymentNotifyUrl: notifyUrl,
        storeTerminalId: 'T1',
      }),
      acquiring: createBarcodeRail(createBarcodePayments(acquiring, { merchantId })),
    },
    verifiers: {
      v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: v1.keyRing }),
      acquiring: await createAcquiringVerifier({
        ...{ clientId, merchantId, privateKey, clock },
        keyRing: acquiring.keyRing,
      }),
    },
    close: () => Promise.all([v1.close(), acquiring.close()]),
  };
}

function createReceiver(
  { store, scope, mode, handle }: ResendShopOptions,
  verifiers: ReceiverVerifiers,
  clock: Clock,
): NotificationReceiver {
  const log = createPostgresNotificationLog(store, { scope, clock, handlerTimeoutMs: 500 });
  const common = { verifiers, clock, lookup: () => ({ amount }) };
  if (mode === 'handle-first') {
    return createNotificationReceiver({ ...common, log, handler: (received) => handle(store, received) });
  }
  return createNotificationReceiver({
    ...common,
    log,
    mode: 'handle-in-transaction',
    handler: (received, session) => handle(session, received),
  });
}
