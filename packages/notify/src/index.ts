export { type Acknowledgement, type AcknowledgementKind, acknowledgement } from './acknowledgement.ts';
export type {
  DeclinedNotification,
  Notification,
  OtherNotification,
  PaidNotification,
  ProcessingNotification,
} from './notification.ts';
export {
  type AcceptedNotification,
  createNotificationVerifier,
  type NotificationVerifier,
  type NotificationVerifierOptions,
  type ReceivedNotification,
  type RefusedNotification,
  type VerifiedNotification,
} from './notification-verifier.ts';
export type { ReceivedHeaders } from './received-headers.ts';
