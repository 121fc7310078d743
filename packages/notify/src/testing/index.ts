export { type CapturedRequest, captureRequest } from './captured-request.ts';
export {
  createTestAlipay,
  createTestMerchantKey,
  type TestAlipay,
  type TestAlipayOptions,
} from './create-test-alipay.ts';
export { type ReceiverAt, type ReplayAnswer, replay } from './replay.ts';
export type { TestRequest, TestSigning } from './sign-test-notification.ts';
export {
  type TestTransaction,
  type TestUnpaidTransaction,
  testAcquiringNotifications,
} from './test-acquiring-notifications.ts';
export type { TestMembers, TestNotification } from './test-notification.ts';
export { testNotifications } from './test-notifications.ts';
export type { TestPayment, TestUnpaidPayment } from './test-payments.ts';
export type { TestCapture, TestRefund } from './test-refunds-and-captures.ts';
