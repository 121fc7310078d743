import type { DeliveryRecord } from './delivery-log.ts';

/** What the delivery log tells about a notification. */
export type NotificationFacts = Pick<
  DeliveryRecord,
  'notifyType' | 'paymentRequestId' | 'paymentId' | 'resultCode' | 'url'
>;

/** When a delivery happens, and whether it is the first of its notification. */
export interface DeliveryMoment {
  readonly nowMs: number;
  readonly isFirst: boolean;
}

/** One delivery, ready to be sent. */
export interface SealedNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Says why an answer's body does not acknowledge this delivery, or `undefined` when it does. */
  readonly refuseAnswer: (body: string) => string | undefined;
}

/** One message to the merchant, sent until it is acknowledged. */
export interface Notification {
  readonly facts: NotificationFacts;
  /** Signs one delivery for its moment. */
  seal(moment: DeliveryMoment): Promise<SealedNotification>;
}
