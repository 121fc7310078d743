import { createAcquiringGateway } from '@alipay-intl/core';
import { createBarcodePayments, createBarcodeRail } from '@alipay-intl/payments';
import { startSimulator, testPaymentCodes } from '@alipay-intl/simulator';
import { openTerminal } from './terminal.ts';
import { runTill } from './till.ts';

// #region rail
const simulator = await startSimulator();
const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = simulator.credentials;
const gateway = await createAcquiringGateway({
  baseUrl: `${simulator.url}/api`, // with a contract: leave it out, or pass your sandbox
  clientId,
  privateKey: merchantPrivateKey,
  alipayPublicKeys: alipayPublicKey,
});
const rail = createBarcodeRail(createBarcodePayments(gateway, { merchantId }));
// #endregion rail

const terminal = openTerminal();
terminal.say(`A till against the simulator at ${simulator.url}. Codes to try:`);
for (const [name, code] of Object.entries(testPaymentCodes)) terminal.say(`  ${code}  ${name}`);
await runTill(rail, terminal, 'USD');
terminal.close();
await gateway.close();
await simulator.close();
