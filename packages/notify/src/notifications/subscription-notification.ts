import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import { knownWord } from './known-word.ts';
import type { NotificationFacts } from './notification-facts.ts';

const events = ['CREATE', 'CHANGE', 'CANCEL', 'UPDATE', 'TERMINATE'] as const;

/** A subscription has begun, changed or ended; it says nothing of a payment. docs/wire/v1 §3.10. */
export interface SubscriptionNotification extends NotificationFacts {
  readonly kind: 'subscription';
  /** The documented types; `other` for a new one. */
  readonly event: (typeof events)[number] | 'other';
  /** As received. */
  readonly subscriptionNotificationType: string;
  /** Your id of the subscription. */
  readonly subscriptionRequestId: string;
  /** Alipay's id of the subscription. */
  readonly subscriptionId: string | undefined;
  /** Such as `ACTIVE` or `TERMINATED`, as received. */
  readonly subscriptionStatus: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly subscriptionStartTime: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly subscriptionEndTime: string | undefined;
  readonly result: Result | undefined;
}

/** Reads a notification that has `subscriptionNotificationType`. `undefined` for another one, or without your id. */
export function readSubscription(
  body: JsonObject,
  result: Result | undefined,
): SubscriptionNotification | undefined {
  const subscriptionNotificationType = textOf(body['subscriptionNotificationType']);
  const subscriptionRequestId = textOf(body['subscriptionRequestId']);
  if (subscriptionNotificationType === undefined || subscriptionRequestId === undefined) return undefined;
  return {
    kind: 'subscription',
    event: knownWord(subscriptionNotificationType, events),
    subscriptionNotificationType,
    subscriptionRequestId,
    subscriptionId: textOf(body['subscriptionId']),
    subscriptionStatus: textOf(body['subscriptionStatus']),
    subscriptionStartTime: textOf(body['subscriptionStartTime']),
    subscriptionEndTime: textOf(body['subscriptionEndTime']),
    result,
    body,
  };
}
