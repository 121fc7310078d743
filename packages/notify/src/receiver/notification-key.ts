import { hash } from 'node:crypto';
import { readAmount } from '@alipay-intl/core/money';
import type { JsonObject } from '@alipay-intl/core/signing';
import type { Received } from './received.ts';

/** Members that name what a notification is about; the first ones that are there make its identity. docs/wire/v1 §3.8–3.10. */
const idMembers = [
  'paymentRequestId',
  'paymentId',
  'merchantTransId',
  'acquirementId',
  'refundRequestId',
  'refundId',
  'captureRequestId',
  'captureId',
  'disputeId',
  'vaultingRequestId',
  'subscriptionRequestId',
  'subscriptionId',
  'registrationRequestId',
  'accessToken',
  'authState',
] as const;

/** Members that say what happened to it. */
const stateMembers = [
  'notifyType',
  'refundStatus',
  'authorizationNotifyType',
  'disputeNotificationType',
  'subscriptionNotificationType',
  'subscriptionStatus',
  'registrationResult',
] as const;

/**
 * The identity of an event: the same for each delivery, whatever its time, its signature and the order of its members.
 * A notification that names nothing is known by all of its text.
 *
 * @param type - `notifyType` or the function.
 * @param text - the verified bytes.
 */
export function notificationKey(
  { family, notification }: Pick<Received, 'family' | 'notification'>,
  type: string,
  text: Uint8Array,
): string {
  const { body } = notification;
  const ids = membersOf(body, idMembers);
  const identity =
    ids.length === 0
      ? [hash('sha256', Buffer.from(text), 'hex')]
      : [ids, membersOf(body, stateMembers), resultOf(notification), amountsOf(body)];
  return hash('sha256', JSON.stringify([family, type, identity]), 'base64url');
}

function membersOf(body: JsonObject, names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((name) => {
    const value = body[name];
    if (value === undefined || value === null || value === '') return [];
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
  });
}

function resultOf(notification: Received['notification']): string {
  const { result } = notification as { readonly result?: { readonly resultStatus: string } };
  return result?.resultStatus ?? '';
}

// Another amount is another event, so that a contradiction is not taken for a repetition.
function amountsOf(body: JsonObject): readonly string[] {
  return ['paymentAmount', 'orderAmount', 'refundAmount', 'captureAmount'].flatMap((name) => {
    const amount = readAmount(body[name]);
    return amount === undefined ? [] : [`${name} ${amount.currency} ${amount.value}`];
  });
}
