import { readAmount } from '@alipay-intl/core/money';
import { printRedacted } from '@alipay-intl/core/printing';
import { readResult } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import type { Notification } from './notification.ts';
import { textOf } from './text-of.ts';

/**
 * Gives a verified body its type.
 *
 * @returns `undefined` for a payment notification whose needed members are missing or unreadable.
 */
export function readNotification(body: JsonObject): Notification | undefined {
  printRedacted(body);
  const result = readResult(body);
  const notifyType = textOf(body['notifyType']);
  if (notifyType !== 'PAYMENT_RESULT' && notifyType !== 'PAYMENT_PENDING') {
    return { kind: 'other', notifyType, result, body };
  }
  const paymentRequestId = textOf(body['paymentRequestId']);
  if (paymentRequestId === undefined || result === undefined) return undefined;
  const paymentAmount = readAmount(body['paymentAmount']);
  const payment = { paymentRequestId, paymentId: textOf(body['paymentId']), result, body };
  // A pending notification carries S as well; only PAYMENT_RESULT with S means paid.
  if (notifyType === 'PAYMENT_PENDING' || result.resultStatus === 'U') {
    return { kind: 'processing', paymentAmount, ...payment };
  }
  if (result.resultStatus === 'F') return { kind: 'declined', paymentAmount, ...payment };
  if (paymentAmount === undefined) return undefined;
  return { kind: 'paid', paymentAmount, paymentTime: textOf(body['paymentTime']), ...payment };
}
