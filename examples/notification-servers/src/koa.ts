import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { koaNotifications } from '@alipay-intl/notify/koa';
import Koa from 'koa';
import { alipayPublicKey, clientId, handler, lookup, onReceipt, path } from './shop.ts';
import { tryOut } from './test-alipay.ts';

const app = new Koa();

// #region mount
const v1 = createNotificationVerifier({ clientId, keyRing: await createKeyRing(alipayPublicKey), path });
const log = createMemoryNotificationLog(); // in production one of @alipay-intl/postgres, which outlives a restart
const receiver = createNotificationReceiver({ verifiers: { v1 }, lookup, log, handler, onReceipt });
const notifications = koaNotifications(receiver); // before any body parser: the signature covers the raw bytes
app.use((context, next) => (context.path === path ? notifications(context) : next()));
// #endregion mount

const server = app.listen(0, '127.0.0.1', () => tryOut(server));
