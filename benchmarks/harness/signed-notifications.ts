import { createTestAlipay, testNotifications } from '@alipay-intl/notify/testing';
import { paidAnswer } from './gateway-answers.ts';
import { clientId } from './messages.ts';
import type { SignedKey } from './notification-server.ts';

/** Where the notifications of every benchmark go. */
export const notifyPath = '/alipay/notify';

/** What every payment of the notifications is about. */
export const notifiedAmount = { currency: 'USD', value: '599' } as const;

/** The id of a payment by its number. */
export const notifiedId = (index: number): string =>
  `019a3e5c-7a00-7000-8000-${String(index).padStart(12, '0')}`;

/** Finished requests, head and body, and the key that proves them. */
export interface SignedNotifications {
  readonly requests: readonly Buffer[];
  readonly key: SignedKey;
}

/** Signs payment notifications of usual size, each of another payment, with one RSA key of 2048 bits. */
export async function signNotifications(count: number): Promise<SignedNotifications> {
  const alipay = await createTestAlipay({ clientId, path: notifyPath });
  const [{ keyVersion } = { keyVersion: '' }] = alipay.testKeyRing.entries;
  const requests = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { headers, body } = await alipay.signTestNotification(notificationOf(index));
      const lines = Object.entries({ host: 'shop.example', ...headers, 'content-length': body.length });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      return Buffer.concat([Buffer.from(`POST ${notifyPath} HTTP/1.1\r\n${head}\r\n`), body]);
    }),
  );
  return { requests, key: { publicPem: alipay.testPublicKey, keyVersion } };
}

function notificationOf(index: number): ReturnType<typeof testNotifications.paid> {
  const { actualPaymentAmount, paymentQuote, grossSettlementAmount, pspCustomerInfo } = paidAnswer;
  return testNotifications.paid({
    paymentRequestId: notifiedId(index),
    paymentId: `2026110119401080010018${String(index).padStart(12, '0')}`,
    amount: notifiedAmount,
    members: {
      ...{ actualPaymentAmount, paymentQuote, grossSettlementAmount, pspCustomerInfo },
      customsDeclarationAmount: actualPaymentAmount,
      acquirerReferenceNo: '202611011940108001001880C0200000001',
      merchantAccountId: '2088000000000001',
      paymentResultInfo: {
        networkTransactionId: '202611011940108001001880C0200000001',
        cardBrand: 'ALIPAY_CN',
        funding: 'DEBIT',
      },
      promotionResults: Array.from({ length: 2 }, (_, promotion) => ({
        promotionType: 'DISCOUNT',
        discount: {
          discountId: `20261101000000000000000${promotion}`,
          discountName: 'Autumn discount of the wallet',
          savingsAmount: { currency: 'USD', value: '25' },
        },
      })),
    },
  });
}
