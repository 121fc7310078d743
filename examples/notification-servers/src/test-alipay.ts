import type { AddressInfo, Server } from 'node:net';
import { createAmount } from '@alipay-intl/core/money';
import { createTestAlipay, type TestRequest, testNotifications } from '@alipay-intl/notify/testing';

// An Alipay of this example's own, so that it runs without a network and without a contract.

const receiver = { clientId: 'SANDBOX_5Y00000000', path: '/alipay/notify' };
const alipay = await createTestAlipay(receiver);
const stranger = await createTestAlipay(receiver); // has another key

/** What a merchant knows of it. */
export const testAlipay: { readonly clientId: string; readonly path: string; readonly publicKey: string } = {
  ...receiver,
  publicKey: alipay.testPublicKey,
};

/** Sends a listening server a genuine notification, the same again, a late failure and a forged one, and closes it. */
export async function tryOut(server: Server): Promise<void> {
  const amount = createAmount('USD', 599n);
  const paid = testNotifications.paid({ paymentRequestId: 'order_1', amount });
  await send(server, 'A genuine notification', await alipay.signTestNotification(paid));
  await send(server, 'The same again', await alipay.signTestNotification(paid));
  const declined = testNotifications.declined({ paymentRequestId: 'order_1' });
  await send(server, 'A failure that comes late', await alipay.signTestNotification(declined));
  await send(server, 'A forged one', await stranger.signTestNotification(paid));
  await new Promise((resolve) => server.close(resolve));
}

async function send(server: Server, name: string, request: TestRequest): Promise<void> {
  console.log(name);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, request);
  const { result } = (await answer.json()) as { readonly result: { readonly resultCode: string } };
  console.log(`  answered: ${answer.status} ${result.resultCode}`);
}
