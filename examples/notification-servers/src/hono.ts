import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { fetchNotifications } from '@alipay-intl/notify/fetch';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { alipayPublicKey, clientId, handler, lookup, onReceipt, path } from './shop.ts';
import { tryOut } from './test-alipay.ts';

const app = new Hono();

// #region mount
const v1 = createNotificationVerifier({ clientId, keyRing: await createKeyRing(alipayPublicKey), path });
const log = createMemoryNotificationLog(); // in production one of @alipay-intl/postgres, which outlives a restart
const receiver = createNotificationReceiver({ verifiers: { v1 }, lookup, log, handler, onReceipt });
const notifications = fetchNotifications(receiver); // the same for whatever hands you a Fetch Request
app.post(path, (context) => notifications(context.req.raw));
// #endregion mount

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => tryOut(server));
