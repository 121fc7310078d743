import { type Clock, systemClock } from '@alipay-intl/core/time';
import { v7 } from 'uuid';

/** What {@link createRequestId} is made from; pass it in to repeat a run. */
export interface RequestIdSource {
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
  /** 16 random bytes for each call. Default: the platform's secure random. */
  readonly random?: (() => Uint8Array) | undefined;
}

/**
 * Makes an id for a payment or refund attempt: a UUID of version 7, 36 characters of `[0-9a-f-]`, ordered by time,
 * not guessable, not consecutive. Store it before you use it. docs/wire/v1 §5.8.
 */
export function createRequestId(source: RequestIdSource = {}): string {
  const { clock = systemClock, random } = source;
  return v7({ msecs: clock.now(), ...(random === undefined ? {} : { random: random() }) });
}
