// The first lines of a user, as ES modules in TypeScript. See README.md in this directory.
import assert from 'node:assert/strict';
import {
  type Amount,
  createAmount,
  createV1Gateway,
  type Exchange,
  formatAmount,
  isAlipayError,
} from '@alipay-intl/core';
import { startSimulator } from '@alipay-intl/simulator';

const price: Amount = createAmount('USD', 599n);
assert.equal(formatAmount(price), '$5.99');
assert.throws(
  () => createAmount('USD', '5.99'),
  (error) => isAlipayError(error) && error.code === 'ERR_AMOUNT_INVALID',
);

const simulator = await startSimulator();
const { clientId, merchantPrivateKey, alipayPublicKey } = simulator.credentials;
assert.ok(merchantPrivateKey);
const gateway = await createV1Gateway({
  baseUrl: simulator.url,
  clientId,
  privateKey: merchantPrivateKey,
  alipayPublicKeys: alipayPublicKey,
});
const exchange: Exchange = await gateway.exchange({
  path: '/ams/api/v1/payments/inquiryPayment',
  body: { paymentRequestId: 'never-paid' },
});
assert.equal(exchange.kind, 'answered');
assert.equal(exchange.result.resultCode, 'ORDER_NOT_EXIST');
await gateway.close();
await simulator.close();
