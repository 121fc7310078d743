import type { Result } from '@alipay-intl/core/results';
import type { AuthorizationNotification } from './authorization-notification.ts';
import type { CaptureNotification } from './capture-notification.ts';
import type { DisputeNotification } from './dispute-notification.ts';
import type { IsvAuthorizationNotification } from './isv-authorization-notification.ts';
import type { NotificationFacts } from './notification-facts.ts';
import type {
  DeclinedNotification,
  PaidNotification,
  PaymentCodeNotification,
  ProcessingNotification,
} from './payment-notification.ts';
import type { RefundNotification } from './refund-notification.ts';
import type { RegistrationNotification } from './registration-notification.ts';
import type { SubscriptionNotification } from './subscription-notification.ts';
import type { VaultingNotification } from './vaulting-notification.ts';

/**
 * A verified notification of a type that is not known, or one that does not name what it is about; its members are in `body`.
 * Acknowledge it, and tell somebody: it may be about money.
 */
export interface OtherNotification extends NotificationFacts {
  readonly kind: 'other';
  /** `notifyType` as received; undefined for the types that carry none. */
  readonly notifyType: string | undefined;
  readonly result: Result | undefined;
}

/** A verified notification, to be told apart by `kind`. docs/wire/v1 §3.8–3.10. */
export type Notification =
  | PaidNotification
  | DeclinedNotification
  | ProcessingNotification
  | PaymentCodeNotification
  | RefundNotification
  | CaptureNotification
  | AuthorizationNotification
  | IsvAuthorizationNotification
  | DisputeNotification
  | VaultingNotification
  | SubscriptionNotification
  | RegistrationNotification
  | OtherNotification;
