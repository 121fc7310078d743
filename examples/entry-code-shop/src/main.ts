import { createV1Gateway } from '@alipay-intl/core';
import { createNotificationVerifier } from '@alipay-intl/notify';
import { createEntryCodeRail, createInStorePayments, createMemoryJournal } from '@alipay-intl/payments';
import { startSimulator } from '@alipay-intl/simulator';
import { createShop } from './shop.ts';

const port = Number(process.env['PORT'] ?? 3000);
const baseUrl = `http://127.0.0.1:${port}`;

// #region gateway
const simulator = await startSimulator();
const gateway = await createV1Gateway({
  baseUrl: simulator.url, // with a contract: region: 'asia'
  clientId: simulator.credentials.clientId,
  privateKey: simulator.credentials.merchantPrivateKey ?? '',
  alipayPublicKeys: simulator.credentials.alipayPublicKey,
});
const rail = createEntryCodeRail(createInStorePayments(gateway), {
  merchant: {
    referenceMerchantId: 'M0001',
    merchantName: 'Example Cafe',
    merchantMCC: '5814',
    store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
  },
  paymentNotifyUrl: `${baseUrl}/alipay/notify`,
});
// #endregion gateway

const { app, keepRecovering } = createShop({
  rail,
  journal: createMemoryJournal(), // the simulator forgets at its end too; with real money: createPostgresJournal
  verifier: createNotificationVerifier({
    clientId: gateway.clientId,
    keyRing: gateway.keyRing,
    path: '/alipay/notify',
  }),
  currency: 'USD',
  baseUrl,
  onEvent: (event) => console.log(event.kind, 'order' in event ? event.order : ''),
});
const stop = new AbortController();
const server = app.listen(port, '127.0.0.1', (error?: Error) => {
  if (error === undefined) {
    console.log(`The shop is open: ${baseUrl} (simulator: ${simulator.url}; stop with Ctrl+C)`);
    void keepRecovering(stop.signal);
  } else {
    console.error(
      `The shop could not open on port ${port}: ${error.message}. Choose another with PORT=3001.`,
    );
    process.exitCode = 1;
    void simulator.close();
  }
});

process.once('SIGINT', () => {
  stop.abort();
  server.close();
  void Promise.all([gateway.close(), simulator.close()]).then(() => process.exit(0));
});
