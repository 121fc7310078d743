import type { Notification, NotificationVerifier } from '@alipay-intl/notify';
import { expectAccepted, verifySealed } from '../support/received.ts';
import { createVerifier } from '../support/sender.ts';

const verifier: NotificationVerifier = await createVerifier();

/** What a genuine notification with this body means; whoever changes a sample here changes what was documented. */
export function meaningOf(body: object): Notification {
  return expectAccepted(verifySealed(verifier, body)).notification;
}

/** The same, narrowed to the kind that it must have. */
export function meaningAs<Kind extends Notification['kind']>(
  kind: Kind,
  body: object,
): Extract<Notification, { readonly kind: Kind }> {
  const notification = meaningOf(body);
  if (notification.kind !== kind) throw new Error(`expected ${kind}, got ${notification.kind}`);
  return notification as Extract<Notification, { readonly kind: Kind }>;
}

export function resultOf(resultStatus: string, resultCode = 'SUCCESS') {
  return { resultCode, resultStatus, resultMessage: 'success' };
}

export const usd = (value: string) => ({ currency: 'USD', value });
