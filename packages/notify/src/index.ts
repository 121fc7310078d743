export { type Acknowledgement, type AcknowledgementKind, acknowledgement } from './acknowledgement.ts';
export {
  type AcceptedAcquiringNotification,
  type AcquiringVerifierOptions,
  createAcquiringVerifier,
} from './acquiring-verifier.ts';
export {
  type AcceptedNotification,
  createNotificationVerifier,
  type NotificationVerifier,
  type NotificationVerifierOptions,
  type ReceivedNotification,
  type VerifiedNotification,
} from './notification-verifier.ts';
export type {
  AcquiringDeclinedNotification,
  AcquiringNotification,
  AcquiringOtherNotification,
  AcquiringPaidNotification,
  AcquiringProcessingNotification,
} from './notifications/acquiring-notification.ts';
export type { AuthorizationNotification } from './notifications/authorization-notification.ts';
export type {
  CapturedNotification,
  CaptureNotification,
  UncapturedNotification,
} from './notifications/capture-notification.ts';
export type { DisputeNotification } from './notifications/dispute-notification.ts';
export type { IsvAuthorizationNotification } from './notifications/isv-authorization-notification.ts';
export type { Notification, OtherNotification } from './notifications/notification.ts';
export type {
  DeclinedNotification,
  PaidNotification,
  PaymentCodeNotification,
  ProcessingNotification,
} from './notifications/payment-notification.ts';
export type {
  RefundedNotification,
  RefundNotification,
  UnrefundedNotification,
} from './notifications/refund-notification.ts';
export type {
  RegistrationNotification,
  WalletRegistration,
} from './notifications/registration-notification.ts';
export type { SubscriptionNotification } from './notifications/subscription-notification.ts';
export type { VaultingNotification } from './notifications/vaulting-notification.ts';
export type { ReceivedHeaders } from './received-headers.ts';
export type { ReceiverVerifiers } from './receiver/authenticate.ts';
export {
  createNotificationReceiver,
  type NotificationReceiver,
} from './receiver/create-receiver.ts';
export type { NotificationHandler } from './receiver/handle-once.ts';
export { createMemoryNotificationLog } from './receiver/memory-notification-log.ts';
export type {
  Claim,
  ClaimedNotification,
  ClaimResult,
  HandlingFailure,
  LoggedNotification,
  NotificationListing,
  NotificationLog,
  NotificationQuery,
  NotificationStanding,
} from './receiver/notification-log.ts';
export { type PaymentFact, paymentFactOf } from './receiver/payment-fact.ts';
export type { ProcessOptions, ProcessReport } from './receiver/process-stored.ts';
export type { Receipt, ReceiptAnswer, ReceiptOutcome } from './receiver/receipt.ts';
export { type NotificationEvent, notificationChannel } from './receiver/receipt-events.ts';
export type { NotificationRequest } from './receiver/receive-request.ts';
export type { Delivery, Received } from './receiver/received.ts';
export type { NotificationReceiverOptions } from './receiver/receiver-options.ts';
export type { ExpectedPayment, Lookup } from './receiver/record-check.ts';
export type { TimeWindow } from './receiver/time-window.ts';
export type { RefusedNotification } from './refusal.ts';
