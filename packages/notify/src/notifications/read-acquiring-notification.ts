import { readAmount } from '@alipay-intl/core/money';
import { printRedacted } from '@alipay-intl/core/printing';
import { readResultInfo } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { AcquiringNotification } from './acquiring-notification.ts';

const paymentFunction = /^alipay\.intl\.acquiring\.[\w.]*notify\.pay$/;

/**
 * Gives a verified body its type.
 *
 * @param name - the function in the head.
 * @returns `undefined` for a payment notification whose needed members are missing or unreadable.
 */
export function readAcquiringNotification(name: string, body: JsonObject): AcquiringNotification | undefined {
  const notification = paymentFunction.test(name) ? readPayment(body) : readOther(name, body);
  return notification && printRedacted(notification);
}

function readOther(name: string, body: JsonObject): AcquiringNotification {
  return { kind: 'other', function: name, result: readResultInfo(body), body };
}

function readPayment(body: JsonObject): AcquiringNotification | undefined {
  const result = readResultInfo(body);
  if (result === undefined) return undefined;
  const merchantTransId = textOf(body['merchantTransId']);
  const orderAmount = readAmount(body['orderAmount']);
  const transaction = { acquirementId: textOf(body['acquirementId']), result, body };
  if (result.resultStatus === 'U')
    return { kind: 'processing', merchantTransId, orderAmount, ...transaction };
  if (result.resultStatus === 'F') return { kind: 'declined', merchantTransId, orderAmount, ...transaction };
  if (merchantTransId === undefined || orderAmount === undefined) return undefined;
  const paymentTime = textOf(body['paymentTime']);
  const payAmount = readAmount(body['payAmount']);
  return { kind: 'paid', merchantTransId, orderAmount, payAmount, paymentTime, ...transaction };
}
