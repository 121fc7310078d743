import { authorization, isvAuthorization, subscription, vaulted } from './test-agreements.ts';
import { dispute, other, registration } from './test-disputes-and-registrations.ts';
import { declined, paid, paymentCode, pending, undecided } from './test-payments.ts';
import { captured, captureFailed, refunded, refundFailed } from './test-refunds-and-captures.ts';

/**
 * The content of each v1 notification, as it is documented, for your own tests. `createTestAlipay` signs it; `members` adds or
 * replaces what a test needs otherwise. Ids, codes and tokens in it are invented.
 *
 * @example
 * testNotifications.paid({ paymentRequestId: 'pay_1', amount: createAmount('USD', 599n) });
 */
export const testNotifications: {
  readonly paid: typeof paid;
  readonly declined: typeof declined;
  readonly pending: typeof pending;
  readonly undecided: typeof undecided;
  readonly paymentCode: typeof paymentCode;
  readonly refunded: typeof refunded;
  readonly refundFailed: typeof refundFailed;
  readonly captured: typeof captured;
  readonly captureFailed: typeof captureFailed;
  readonly authorization: typeof authorization;
  readonly isvAuthorization: typeof isvAuthorization;
  readonly dispute: typeof dispute;
  readonly vaulted: typeof vaulted;
  readonly subscription: typeof subscription;
  readonly registration: typeof registration;
  readonly other: typeof other;
} = {
  paid,
  declined,
  pending,
  undecided,
  paymentCode,
  refunded,
  refundFailed,
  captured,
  captureFailed,
  authorization,
  isvAuthorization,
  dispute,
  vaulted,
  subscription,
  registration,
  other,
};
