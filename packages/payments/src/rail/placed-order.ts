import { OptionError } from '@alipay-intl/core/errors';
import type { RailOrder } from './payment-rail.ts';

/** An order that the buyer pays later. */
export interface PlacedOrder extends RailOrder {
  /** When it closes by itself, in epoch milliseconds. The same at every repetition. */
  readonly closesAtMs: number;
}

/**
 * Refuses an order that would stay open for ever.
 *
 * @throws OptionError `ERR_REQUEST_INVALID`.
 */
export function checkClosingTime({ closesAtMs }: PlacedOrder): void {
  if (Number.isFinite(closesAtMs)) return;
  const message = 'expected epoch milliseconds';
  throw new OptionError('ERR_REQUEST_INVALID', {
    what: `The order is not valid: closesAtMs: ${message}.`,
    money: 'Nothing was sent, so this call moved no money.',
    next: 'Say when the order closes; the buyer pays later, and nobody waits for ever.',
    issues: [{ path: 'closesAtMs', message }],
  });
}
