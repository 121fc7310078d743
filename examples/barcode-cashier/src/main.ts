import { createAcquiringGateway } from '@alipay-intl/core';
import {
  cashierMessage,
  createBarcodePayments,
  createBarcodeRail,
  createCheckout,
  createMemoryJournal,
} from '@alipay-intl/payments';
import { startSimulator, testPaymentCodes } from '@alipay-intl/simulator';
import { openTerminal } from './terminal.ts';
import { runTill } from './till.ts';

// #region checkout
const simulator = await startSimulator();
const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = simulator.credentials;
const gateway = await createAcquiringGateway({
  baseUrl: `${simulator.url}/api`, // with a contract: leave it out, or pass your sandbox
  clientId,
  privateKey: merchantPrivateKey,
  alipayPublicKeys: alipayPublicKey,
});
const terminal = openTerminal();
const checkout = createCheckout({
  rail: createBarcodeRail(createBarcodePayments(gateway, { merchantId })),
  journal: createMemoryJournal(), // the simulator forgets at its end too; with real money: createPostgresJournal
  worker: 'till-1',
  onAlarm: ({ payment }) => terminal.say(`  Look at once: ${cashierMessage('pay', payment).reference}`),
});
const stop = new AbortController();
const recovering = checkout.keepRecovering({ signal: stop.signal });
// #endregion checkout

terminal.say(`A till against the simulator at ${simulator.url}. Codes to try:`);
for (const [name, code] of Object.entries(testPaymentCodes)) terminal.say(`  ${code}  ${name}`);
await runTill(checkout, terminal, { currency: 'USD' });
terminal.close();
stop.abort();
await recovering;
await gateway.close();
await simulator.close();
