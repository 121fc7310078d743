// #region first-payment
import { amountFromDecimal, createV1Gateway } from '@alipay-intl/core';
import { createInStorePayments, createRequestId } from '@alipay-intl/payments';
import { startSimulator } from '@alipay-intl/simulator';
import { order } from './order.ts';

const simulator = await startSimulator();
const gateway = await createV1Gateway({
  baseUrl: simulator.url, // with a contract: region: 'asia', and your own ids and keys
  clientId: simulator.credentials.clientId,
  privateKey: simulator.credentials.merchantPrivateKey ?? '',
  alipayPublicKeys: simulator.credentials.alipayPublicKey,
});
const outcome = await createInStorePayments(gateway).payEntryCode({
  paymentRequestId: createRequestId(), // store it before you pay
  paymentAmount: amountFromDecimal('USD', '5.99'),
  paymentNotifyUrl: 'http://127.0.0.1:3000/alipay/notify',
  order, // what is sold, where, and the User-Agent of the buyer's wallet
});
switch (outcome.kind) {
  case 'placed': // not paid yet: the notification or inquiryPayment says when
    console.log('Send the buyer to', outcome.redirect.url);
    break;
  case 'declined':
    console.log('Not paid:', outcome.reason.advice.en);
    break;
  case 'processing':
  case 'unknown': // neither success nor failure: ask with inquiryPayment, start nothing new
    console.log('Not known yet');
}
// #endregion first-payment

await gateway.close();
await simulator.close();
