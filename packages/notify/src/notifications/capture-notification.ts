import { type Amount, readAmount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

interface CaptureFacts extends NotificationFacts {
  readonly kind: 'capture';
  /** Your id of the capture; an automatic one has no request of yours. */
  readonly captureRequestId: string | undefined;
  /** Alipay's id of the capture. */
  readonly captureId: string | undefined;
  /** Alipay's id of the payment that was authorised. */
  readonly paymentId: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly captureTime: string | undefined;
  readonly result: Result | undefined;
}

/** The authorised money is taken. Compare id, amount and currency with your own record. docs/wire/v1 §3.10. */
export interface CapturedNotification extends CaptureFacts {
  readonly outcome: 'captured';
  /** Smallest unit. */
  readonly captureAmount: Amount;
}

/** The capture failed, or the notification decides nothing: no result, `U`, or no readable amount. docs/wire/v1 §3.10. */
export interface UncapturedNotification extends CaptureFacts {
  readonly outcome: 'failed' | 'undecided';
  /** Smallest unit. */
  readonly captureAmount: Amount | undefined;
}

/** The result of a capture (`CAPTURE_RESULT`), to be told apart by `outcome`. docs/wire/v1 §3.10. */
export type CaptureNotification = CapturedNotification | UncapturedNotification;

/** Reads `CAPTURE_RESULT`. `undefined` where it names neither a capture nor a payment. */
export function readCapture(body: JsonObject, result: Result | undefined): CaptureNotification | undefined {
  const captureRequestId = textOf(body['captureRequestId']);
  const captureId = textOf(body['captureId']);
  const paymentId = textOf(body['paymentId']);
  if ((captureRequestId ?? captureId ?? paymentId) === undefined) return undefined;
  const captureTime = textOf(body['captureTime']);
  const facts = {
    kind: 'capture',
    captureRequestId,
    captureId,
    paymentId,
    captureTime,
    result,
    body,
  } as const;
  const captureAmount = readAmount(body['captureAmount']);
  if (result?.resultStatus === 'F') return { ...facts, outcome: 'failed', captureAmount };
  if (result?.resultStatus !== 'S' || captureAmount === undefined) {
    return { ...facts, outcome: 'undecided', captureAmount };
  }
  return { ...facts, outcome: 'captured', captureAmount };
}
