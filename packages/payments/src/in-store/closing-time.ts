import { OptionError } from '@alipay-intl/core/errors';
import { formatTimestamp, parseTimestamp } from '@alipay-intl/core/time';
import type { InStoreContext } from './in-store-context.ts';

/**
 * The closing time of a payment that waits for its buyer: the caller's, or the default. docs/wire/v1 §5.5.
 *
 * @throws OptionError `ERR_REQUEST_INVALID` for a time in the past or beyond `expiryMaxMs`.
 */
export function closingTime(requested: string | undefined, context: InStoreContext): string {
  const now = context.clock.now();
  if (requested === undefined) return formatTimestamp(now + context.expiryMs);
  const aheadMs = parseTimestamp(requested) - now;
  if (aheadMs > 0 && aheadMs < context.expiryMaxMs) return requested;
  const message =
    aheadMs > 0 ? `is not less than ${context.expiryMaxMs / 60_000} minutes ahead` : 'has passed already';
  throw new OptionError('ERR_REQUEST_INVALID', {
    what: `paymentExpiryTime ${message}.`,
    money: 'Nothing was sent, so this call moved no money.',
    next: 'Leave it out for the default, or check the clock of this machine.',
    issues: [{ path: 'paymentExpiryTime', message }],
  });
}
