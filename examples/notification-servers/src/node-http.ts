import { createServer } from 'node:http';
import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { nodeHttpNotifications, slowSenderLimits } from '@alipay-intl/notify/node-http';
import { alipayPublicKey, clientId, handler, lookup, onReceipt, path } from './shop.ts';
import { tryOut } from './test-alipay.ts';

// #region mount
const v1 = createNotificationVerifier({ clientId, keyRing: await createKeyRing(alipayPublicKey), path });
const log = createMemoryNotificationLog(); // in production one of @alipay-intl/postgres, which outlives a restart
const receiver = createNotificationReceiver({ verifiers: { v1 }, lookup, log, handler, onReceipt });
const notifications = nodeHttpNotifications(receiver);
const server = createServer(slowSenderLimits, (request, response) => {
  const isNotification = request.url?.split('?')[0] === path;
  void (isNotification ? notifications(request, response) : response.writeHead(404).end());
});
// #endregion mount

server.listen(0, '127.0.0.1', () => tryOut(server));
