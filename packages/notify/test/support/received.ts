import type {
  AcceptedNotification,
  NotificationVerifier,
  ReceivedNotification,
  VerifiedNotification,
} from '@alipay-intl/notify';
import { notifyPath, type Sealed, type Sealing, seal } from './sender.ts';

/** A sealed message as its receiver gets it. */
export function received(
  { headers, body }: Sealed,
  changes: Partial<ReceivedNotification> = {},
): ReceivedNotification {
  return { method: 'POST', url: notifyPath, headers, body, ...changes };
}

/** Seals, receives and verifies in one go. */
export function verifySealed(
  verifier: NotificationVerifier,
  content: unknown,
  sealing: Sealing = {},
): VerifiedNotification {
  return verifier.verify(received(seal(content, sealing)));
}

/** The acceptance, or a failure with the refusal in it. */
export function expectAccepted(verified: VerifiedNotification): AcceptedNotification {
  if (verified.accepted) return verified;
  throw new Error('expected it to be accepted', { cause: verified.error });
}

/** The code of the refusal, or a failure. */
export function refusalOf(verified: VerifiedNotification): string {
  if (verified.accepted) throw new Error(`expected a refusal, got ${verified.notification.kind}`);
  return verified.error.code;
}
