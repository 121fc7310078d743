import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { fastifyNotifications } from '@alipay-intl/notify/fastify';
import Fastify from 'fastify';
import { alipayPublicKey, clientId, handler, lookup, onReceipt, path } from './shop.ts';
import { tryOut } from './test-alipay.ts';

const app = Fastify();

// #region mount
const v1 = createNotificationVerifier({ clientId, keyRing: await createKeyRing(alipayPublicKey), path });
const log = createMemoryNotificationLog(); // in production one of @alipay-intl/postgres, which outlives a restart
const receiver = createNotificationReceiver({ verifiers: { v1 }, lookup, log, handler, onReceipt });
app.register(fastifyNotifications(receiver, path)); // a scope of its own: the other routes keep their parsers
// #endregion mount

await app.listen({ host: '127.0.0.1', port: 0 });
await tryOut(app.server);
