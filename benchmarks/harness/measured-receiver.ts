import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
} from '@alipay-intl/notify';
import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { clientId } from './messages.ts';
import type { ReceiverLog, SignedKey } from './notification-server.ts';
import { notifiedAmount, notifiedId, notifyPath } from './signed-notifications.ts';

/** What a measured receiver is opened with. */
export interface MeasuredReceiverOptions {
  readonly log: ReceiverLog;
  readonly key: SignedKey;
  /** How many payments its record knows. */
  readonly payments: number;
  /** Called by the handler. */
  readonly count: () => void;
}

/** Opens a receiver as a shop does: it compares with a record, and its handler does next to nothing. */
export async function openMeasuredReceiver({
  log,
  key: { publicPem, keyVersion },
  payments,
  count,
}: MeasuredReceiverOptions): Promise<NotificationReceiver> {
  const keyRing = await createKeyRing([{ keyVersion, publicKey: publicPem }]);
  const orders = new Map(
    Array.from({ length: payments }, (_, index) => [notifiedId(index), { amount: notifiedAmount }]),
  );
  const common = {
    verifiers: { v1: createNotificationVerifier({ clientId, keyRing, path: notifyPath }) },
    lookup: (id: string) => orders.get(id),
  };
  if (log.on === 'memory') {
    return createNotificationReceiver({ ...common, log: createMemoryNotificationLog(), handler: count });
  }
  const store = await openStore(log);
  const durable = createPostgresNotificationLog(store, { scope: `bench-${log.mode}` });
  if (log.mode === 'store-first') {
    return createNotificationReceiver({ ...common, mode: log.mode, log: durable, handler: count });
  }
  return createNotificationReceiver({
    ...common,
    mode: log.mode,
    log: durable,
    handler: async ({ delivery }, session) => {
      count();
      await session.query('insert into delivered (event) values ($1)', [delivery.key]);
    },
  });
}

async function openStore(log: Exclude<ReceiverLog, { on: 'memory' }>): Promise<Store> {
  const store =
    log.on === 'pglite' ? await openPgliteStore({ folder: log.folder }) : await openPostgresStore(log);
  await store.query('create table if not exists delivered (event text primary key)', []);
  return store;
}
