import type { notifyFunction } from '../acquiring/acquiring-function.ts';
import { type BoundedLog, createBoundedLog } from '../control/bounded-log.ts';

/** One attempt to hand a notification to the merchant (docs/wire/v1 §6, docs/wire/acquiring §11). */
export interface DeliveryRecord {
  /** In the acquiring family the function by which the result is told. */
  readonly notifyType: 'PAYMENT_RESULT' | 'PAYMENT_PENDING' | typeof notifyFunction;
  readonly paymentRequestId: string;
  readonly paymentId: string;
  /** Code of the result inside the notification. */
  readonly resultCode: string;
  readonly url: string;
  /** 1 for the first delivery, 2 for the first resend. */
  readonly attempt: number;
  /** HTTP status of the merchant's answer; `undefined` when there was none. */
  readonly status: number | undefined;
  /** Whether the answer was HTTP 200 with the acknowledgement of its family (docs/wire/v1 §6.2, docs/wire/acquiring §11). */
  readonly acknowledged: boolean;
  /** Why there was no acknowledgement, in plain words. */
  readonly error: string | undefined;
  /** Moment of the sending on the simulator's clock, in epoch milliseconds. */
  readonly at: number;
}

/** The deliveries of the past, oldest first. */
export type DeliveryLog = BoundedLog<DeliveryRecord>;

/** Creates the delivery log; `onDelivery` sees each line as it is written. */
export function createDeliveryLog(
  linesMax: number,
  onDelivery?: (line: DeliveryRecord) => void,
): DeliveryLog {
  const log = createBoundedLog<DeliveryRecord>(linesMax);
  return {
    lines: log.lines,
    add: (line) => {
      log.add(line);
      onDelivery?.(line);
    },
  };
}
