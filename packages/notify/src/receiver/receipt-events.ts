import { channel } from 'node:diagnostics_channel';
import { isAlipayError } from '@alipay-intl/core/errors';
import type { Receipt } from './receipt.ts';

/** Published once for every request that the receiver answered. Holds no body, no signature and no buyer data. */
export interface NotificationEvent {
  readonly kind: Receipt['kind'];
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
  readonly durationMs: number;
  readonly httpStatus: number;
  /** Why it was refused or failed: the code of a library error, else the name of the error. */
  readonly errorCode: string | undefined;
  /** Why the answer could not be made, in the same form. */
  readonly answerErrorCode: string | undefined;
  /** Whether another delivery has begun before the handler was done. */
  readonly claimLost: boolean;
  /** Known only of a genuine notification. */
  readonly family: 'v1' | 'acquiring' | undefined;
  readonly notificationKind: string | undefined;
  readonly key: string | undefined;
  readonly keyVersion: string | undefined;
}

/** Name of the `diagnostics_channel` channel, for a bridge to OpenTelemetry or a log. */
export const notificationChannel = 'alipay-intl:notification';

const events = channel(notificationChannel);

/** Publishes what came of a request. */
export function announceReceipt(receipt: Receipt, receivedAtMs: number, durationMs: number): void {
  if (!events.hasSubscribers) return;
  const { received } = receipt;
  const event: NotificationEvent = {
    kind: receipt.kind,
    receivedAtMs,
    durationMs,
    httpStatus: receipt.answer.status,
    errorCode: 'error' in receipt ? codeOf(receipt.error) : undefined,
    answerErrorCode: codeOf(receipt.answerError),
    claimLost: receipt.kind === 'handled' && receipt.claimLost,
    family: received?.family,
    notificationKind: received?.notification.kind,
    key: received?.delivery.key,
    keyVersion: received?.delivery.verifiedBy?.keyVersion,
  };
  events.publish(event);
}

/** The code or name of an error; its message may hold what must not be logged. */
export function codeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (isAlipayError(error)) return error.code;
  return error instanceof Error ? error.name : 'Error';
}
