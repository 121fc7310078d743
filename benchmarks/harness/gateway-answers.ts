import { sign } from 'node:crypto';
import { formatSignatureHeader, signedContent } from '@alipay-intl/core/signing';
import type { KeyPair } from './keys.ts';
import { clientId, messageTime, payPath } from './messages.ts';

/** A signed answer, ready to be sent again and again. */
export interface SignedAnswer {
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that were signed. */
  readonly content: Buffer;
  readonly signature: Buffer;
  readonly body: Buffer;
}

const ok = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };
const money = { currency: 'USD', value: '599' };

/** The answer to every `pay`. It names no paymentRequestId, so the same one fits every call. docs/wire/v1 §3.2. */
export const placedAnswer: object = {
  result: ok,
  paymentId: '202611011940108001001880C0200000001',
  paymentAmount: money,
  paymentCreateTime: '2026-11-01T12:10:00+08:00',
  normalUrl: 'https://wallet.example/cashier?orderId=202611011940108001001880C0200000001',
  redirectActionForm: {
    method: 'GET',
    redirectUrl: 'https://wallet.example/cashier?orderId=202611011940108001001880C0200000001&lang=en',
  },
};

/** What `inquiryPayment` answers for a paid payment: the longest usual answer. docs/wire/v1 §3.3. */
export const paidAnswer = {
  result: ok,
  paymentStatus: 'SUCCESS',
  paymentResultCode: 'SUCCESS',
  paymentResultMessage: 'The payment is done.',
  paymentRequestId: '019a3e5c-7a00-7000-8000-000000000000',
  paymentId: '202611011940108001001880C0200000001',
  paymentAmount: money,
  actualPaymentAmount: { currency: 'CNY', value: '4253' },
  paymentCreateTime: '2026-11-01T12:10:00+08:00',
  paymentTime: '2026-11-01T12:10:42+08:00',
  paymentQuote: {
    quoteId: '202611010000000000000000000001',
    quoteCurrencyPair: 'USD/CNY',
    quotePrice: '7.10000000',
    quoteStartTime: '2026-11-01T12:00:00+08:00',
    quoteExpiryTime: '2026-11-01T12:30:00+08:00',
    guaranteed: true,
  },
  grossSettlementAmount: money,
  pspCustomerInfo: {
    pspName: 'ALIPAY_CN',
    pspCustomerId: '2088000000000001',
    displayCustomerId: '138******00',
  },
  transactions: Array.from({ length: 2 }, (_, index) => ({
    transactionResult: ok,
    transactionId: `20261101194010800100188020000000${index}`,
    transactionRequestId: `019a3e5c-7a00-7000-8000-00000000000${index}`,
    transactionType: 'REFUND',
    transactionStatus: 'SUCCESS',
    transactionAmount: { currency: 'USD', value: '100' },
    transactionTime: '2026-11-01T13:10:42+08:00',
  })),
};

/** Signs an answer as Alipay does. docs/wire/v1 §2.4. */
export function signAnswer(
  answer: object,
  alipay: Pick<KeyPair, 'privateKey'>,
  path: string = payPath,
): SignedAnswer {
  const body = Buffer.from(JSON.stringify(answer));
  const content = signedContent({ method: 'POST', path, clientId, time: messageTime }, body);
  const signature = sign('sha256', content, alipay.privateKey);
  return {
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'response-time': messageTime,
      signature: formatSignatureHeader('1', signature),
    },
    content,
    signature,
    body,
  };
}
