import type { Amount } from '@alipay-intl/core/money';
import { resultOf, v1Content, wireAmount } from './fixture-parts.ts';
import type { TestMembers, TestNotification } from './test-notification.ts';

/** A refund that a test notification is about. */
export interface TestRefund {
  /** Your id of the refund. */
  readonly refundRequestId: string;
  /** Alipay's id. Default: a sample. */
  readonly refundId?: string | undefined;
  /** Smallest unit. */
  readonly amount: Amount;
  /** Default: `SUCCESS`, or `FAIL` for a refund that failed. */
  readonly refundStatus?: string | undefined;
  /** Members to add or to replace; `undefined` leaves one out. */
  readonly members?: TestMembers | undefined;
}

/** `REFUND_RESULT` with `SUCCESS`. docs/wire/v1 §3.9. */
export function refunded({ refundStatus = 'SUCCESS', ...refund }: TestRefund): TestNotification {
  const refundTime = '2020-01-02T12:01:01+08:30';
  return refundResult({ result: resultOf('S', 'SUCCESS'), refundStatus, refundTime }, refund);
}

/** `REFUND_RESULT` with `FAIL`. docs/wire/v1 §3.9. */
export function refundFailed({ refundStatus = 'FAIL', ...refund }: TestRefund): TestNotification {
  return refundResult({ result: resultOf('F', 'PROCESS_FAIL'), refundStatus }, refund);
}

function refundResult(
  state: TestMembers,
  { refundRequestId, refundId = '20200102234567890133', amount, members }: Omit<TestRefund, 'refundStatus'>,
): TestNotification {
  const refundAmount = wireAmount(amount);
  const facts = { refundRequestId, refundId, refundAmount };
  return v1Content({ notifyType: 'REFUND_RESULT', ...state, ...facts }, members);
}

/** A capture that a test notification is about. */
export interface TestCapture {
  /** Your id of the capture. */
  readonly captureRequestId: string;
  /** Smallest unit. */
  readonly amount: Amount;
  /** Members to add or to replace; `undefined` leaves one out. */
  readonly members?: TestMembers | undefined;
}

/** `CAPTURE_RESULT` with `S`. docs/wire/v1 §3.10. */
export function captured(capture: TestCapture): TestNotification {
  const captureTime = '2020-01-02T12:01:01+08:30';
  return captureResult({ result: resultOf('S', 'SUCCESS'), captureTime }, capture);
}

/** `CAPTURE_RESULT` with `F`. docs/wire/v1 §3.10. */
export function captureFailed(capture: TestCapture): TestNotification {
  return captureResult({ result: resultOf('F', 'PROCESS_FAIL') }, capture);
}

function captureResult(
  state: TestMembers,
  { captureRequestId, amount, members }: TestCapture,
): TestNotification {
  const ids = { captureRequestId, captureId: '20200102234567890134', paymentId: '20200101234567890132' };
  const captureAmount = wireAmount(amount);
  return v1Content({ notifyType: 'CAPTURE_RESULT', ...state, ...ids, captureAmount }, members);
}
