export { type Acknowledgement, type AcknowledgementKind, acknowledgement } from './acknowledgement.ts';
export type {
  AcquiringDeclinedNotification,
  AcquiringNotification,
  AcquiringOtherNotification,
  AcquiringPaidNotification,
  AcquiringProcessingNotification,
} from './acquiring-notification.ts';
export {
  type AcceptedAcquiringNotification,
  type AcquiringVerifierOptions,
  createAcquiringVerifier,
} from './acquiring-verifier.ts';
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
  type VerifiedNotification,
} from './notification-verifier.ts';
export type { ReceivedHeaders } from './received-headers.ts';
export type { RefusedNotification } from './refusal.ts';
