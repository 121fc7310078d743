import { readAmount } from '@alipay-intl/core/money';
import { printRedacted } from '@alipay-intl/core/printing';
import { readResultInfo } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import type { AcquiringNotification } from './acquiring-notification.ts';
import { textOf } from './text-of.ts';

const paymentFunction = /^alipay\.intl\.acquiring\.[\w.]*notify\.pay$/;

/**
 * Gives a verified body its type.
 *
 * @returns `undefined` for a payment notification whose needed members are missing or unreadable.
 */
export function readAcquiringNotification(name: string, body: JsonObject): AcquiringNotification | undefined {
  printRedacted(body);
  const result = readResultInfo(body);
  if (!paymentFunction.test(name)) return { kind: 'other', result, body };
  if (result === undefined) return undefined;
  const merchantTransId = textOf(body['merchantTransId']);
  const transaction = { acquirementId: textOf(body['acquirementId']), result, body };
  if (result.resultStatus === 'U') return { kind: 'processing', merchantTransId, ...transaction };
  if (result.resultStatus === 'F') return { kind: 'declined', merchantTransId, ...transaction };
  const orderAmount = readAmount(body['orderAmount']);
  if (merchantTransId === undefined || orderAmount === undefined) return undefined;
  const paymentTime = textOf(body['paymentTime']);
  const payAmount = readAmount(body['payAmount']);
  return { kind: 'paid', merchantTransId, orderAmount, payAmount, paymentTime, ...transaction };
}
