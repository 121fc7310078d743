// A shop in a process of its own, until it is killed: a receiver on node:http over a store.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyRing, type KeyRing } from '@alipay-intl/core/keys';
import {
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
} from '@alipay-intl/notify';
import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { createGoods, createGoodsOnce, handOver, handOverOnce } from '../support/goods.ts';
import { clientId, notifyPath } from '../support/sender.ts';

/** What a shop is started with. */
export interface ShopOrder {
  readonly store: { readonly folder: string } | { readonly connectionString: string };
  readonly mode: 'handle-in-transaction' | 'store-first';
  readonly alipayPublicKey: string;
}

const scope = 'm';
// As short as it may be: what a killed process had claimed waits so long.
const claimMs = 1_000;
const lookAgainMs = 20;

function createReceiver(store: Store, mode: ShopOrder['mode'], keyRing: KeyRing): NotificationReceiver {
  const log = createPostgresNotificationLog(store, { scope });
  const verifiers = { v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing }) };
  const lookup = () => ({ amount: { currency: 'USD', value: '599' } });
  if (mode === 'store-first') {
    return createNotificationReceiver({
      verifiers,
      lookup,
      mode: 'store-first',
      log,
      claimMs,
      handler: (received) => handOverOnce(store, scope, received),
    });
  }
  return createNotificationReceiver({
    verifiers,
    lookup,
    mode: 'handle-in-transaction',
    log,
    handler: (received, session) => handOver(session, scope, received),
  });
}

async function isAllProcessed(receiver: NotificationReceiver): Promise<boolean> {
  const open = await Promise.all(
    (['waiting', 'claimed', 'dead'] as const).map((only) => receiver.list({ only, limit: 1 })),
  );
  return open.flat().length === 0;
}

async function keepShop({ store: where, mode, alipayPublicKey }: ShopOrder): Promise<void> {
  const store = await ('folder' in where ? openPgliteStore(where) : openPostgresStore(where));
  await createGoods(store);
  await createGoodsOnce(store);
  const receiver = createReceiver(store, mode, await createKeyRing(alipayPublicKey));
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders: headers } = request;
    receiver.receive({ method, url, headers, body: request }).then(
      ({ answer }) => response.writeHead(answer.status, answer.headers).end(answer.body),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  let isClosing = false;
  process.once('message', () => {
    isClosing = true;
  });
  do {
    if (mode === 'store-first') await receiver.process();
    await sleep(lookAgainMs);
  } while (!isClosing || !(await isAllProcessed(receiver)));
  server.closeAllConnections();
  server.close();
  await store.close();
  process.disconnect();
}

process.once('disconnect', () => process.exit());
void keepShop(JSON.parse(process.argv[2] ?? '{}'));
