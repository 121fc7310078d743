import { ProtocolError } from '@alipay-intl/core/errors';

/** How far the signed time of a notification may be from now, in milliseconds. */
export interface TimeWindow {
  /** Into the past. */
  readonly pastMs: number;
  /** Into the future. */
  readonly futureMs: number;
}

/**
 * Alipay sends up to 24 hours and 20 minutes after the first time, and it is not known whether with a new time. docs/wire/v1 §6.3.
 * What keeps a repeated notification from having a second effect is the log, not this window.
 */
export const defaultWindow: TimeWindow = { pastMs: 26 * 3_600_000, futureMs: 600_000 };

/** The reason to refuse a notification of another time, or `undefined`. */
export function outsideWindow(
  sentAtMs: number | undefined,
  nowMs: number,
  { pastMs, futureMs }: TimeWindow,
): ProtocolError | undefined {
  if (sentAtMs === undefined || (sentAtMs >= nowMs - pastMs && sentAtMs <= nowMs + futureMs))
    return undefined;
  return new ProtocolError('ERR_NOTIFICATION_TIME', {
    what: `The genuine notification was signed ${sentAtMs < nowMs ? 'too long ago' : 'in the future'}.`,
    money: 'It was not looked at.',
    next: 'Check the clock of this machine, and ask for the status of the payment.',
  });
}
