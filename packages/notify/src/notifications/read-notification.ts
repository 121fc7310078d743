import { printRedacted } from '@alipay-intl/core/printing';
import { type Result, readResult } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import { readAuthorization } from './authorization-notification.ts';
import { readCapture } from './capture-notification.ts';
import { readDispute } from './dispute-notification.ts';
import { readIsvAuthorization } from './isv-authorization-notification.ts';
import type { Notification } from './notification.ts';
import { readPaymentCode, readPaymentPending, readPaymentResult } from './payment-notification.ts';
import { readRefund } from './refund-notification.ts';
import { readRegistration } from './registration-notification.ts';
import { readSubscription } from './subscription-notification.ts';
import { readVaulting } from './vaulting-notification.ts';

type Reader = (body: JsonObject, result: Result | undefined) => Notification | undefined;

const paymentReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['PAYMENT_RESULT', readPaymentResult],
  ['PAYMENT_PENDING', readPaymentPending],
  ['OFFLINE_PAYMENT_CODE', readPaymentCode],
]);

const otherReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['REFUND_RESULT', readRefund],
  ['CAPTURE_RESULT', readCapture],
]);

// Types without `notifyType`. Those that are known by a type of their own come before those that are known by what they name.
const untypedReaders: readonly Reader[] = [
  readAuthorization,
  readDispute,
  readSubscription,
  readVaulting,
  readRegistration,
  readIsvAuthorization,
];

/**
 * Gives a verified body its type. A `notifyType` that is not known is `other`, whatever else is there.
 *
 * @returns `undefined` for a payment notification whose needed members are missing or unreadable.
 */
export function readNotification(body: JsonObject): Notification | undefined {
  const result = readResult(body);
  const notifyType = textOf(body['notifyType']);
  const readPayment = paymentReaders.get(notifyType ?? '');
  const notification =
    readPayment === undefined ? readOther(body, result, notifyType) : readPayment(body, result);
  return notification && printRedacted(notification);
}

function readOther(
  body: JsonObject,
  result: Result | undefined,
  notifyType: string | undefined,
): Notification {
  if (notifyType !== undefined) {
    return otherReaders.get(notifyType)?.(body, result) ?? { kind: 'other', notifyType, result, body };
  }
  for (const read of untypedReaders) {
    const notification = read(body, result);
    if (notification !== undefined) return notification;
  }
  return { kind: 'other', notifyType, result, body };
}
