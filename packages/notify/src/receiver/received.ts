import type { KeyMatch } from '@alipay-intl/core/keys';
import type { AcquiringNotification } from '../notifications/acquiring-notification.ts';
import type { Notification } from '../notifications/notification.ts';

/** A genuine notification of either family, as a handler gets it. */
export type Received =
  | {
      readonly family: 'v1';
      /** Told apart by `kind`. */
      readonly notification: Notification;
      readonly delivery: Delivery;
    }
  | {
      readonly family: 'acquiring';
      /** Told apart by `kind`. */
      readonly notification: AcquiringNotification;
      readonly delivery: Delivery;
    };

/** What is known of the delivery itself. */
export interface Delivery {
  /** The same for every delivery of one event. */
  readonly key: string;
  /** When it arrived here, in epoch milliseconds. */
  readonly receivedAtMs: number;
  /** When Alipay signed it, in epoch milliseconds, where it says so. */
  readonly sentAtMs: number | undefined;
  /** Whether the query of the URL was part of what was signed. docs/wire/v1 §2.5. */
  readonly signedWithQuery: boolean;
  /** The Alipay key that proved it; `undefined` where it is processed from the log. */
  readonly verifiedBy: KeyMatch | undefined;
}
