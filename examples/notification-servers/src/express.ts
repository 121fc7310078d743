// #region imports
import { createKeyRing } from '@alipay-intl/core/keys';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
// #endregion imports
import express from 'express';
import { alipayPublicKey, clientId, handler, lookup, onReceipt, path } from './shop.ts';
import { tryOut } from './test-alipay.ts';

const app = express();

// #region mount
const v1 = createNotificationVerifier({ clientId, keyRing: await createKeyRing(alipayPublicKey), path });
const log = createMemoryNotificationLog(); // in production one of @alipay-intl/postgres, which outlives a restart
const receiver = createNotificationReceiver({ verifiers: { v1 }, lookup, log, handler, onReceipt });
app.post(path, expressNotifications(receiver)); // before express.json(): the signature covers the raw bytes
app.use(express.json()); // what your other routes need
// #endregion mount

const server = app.listen(0, '127.0.0.1', () => tryOut(server));
