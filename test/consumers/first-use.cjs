// The first lines of a user, in CommonJS. See README.md in this directory.
'use strict';

const assert = require('node:assert/strict');
const { createAmount, createV1Gateway, formatAmount, isAlipayError } = require('@alipay-intl/core');
const { startSimulator } = require('@alipay-intl/simulator');

async function main() {
  assert.equal(formatAmount(createAmount('USD', 599n)), '$5.99');
  assert.throws(
    () => createAmount('USD', '5.99'),
    (error) => isAlipayError(error) && error.code === 'ERR_AMOUNT_INVALID',
  );

  const simulator = await startSimulator();
  const { clientId, merchantPrivateKey, alipayPublicKey } = simulator.credentials;
  const gateway = await createV1Gateway({
    baseUrl: simulator.url,
    clientId,
    privateKey: merchantPrivateKey,
    alipayPublicKeys: alipayPublicKey,
  });
  const exchange = await gateway.exchange({
    path: '/ams/api/v1/payments/inquiryPayment',
    body: { paymentRequestId: 'never-paid' },
  });
  assert.equal(exchange.kind, 'answered');
  assert.equal(exchange.result.resultCode, 'ORDER_NOT_EXIST');
  await gateway.close();
  await simulator.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
