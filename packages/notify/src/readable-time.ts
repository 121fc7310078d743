import { isAlipayError } from '@alipay-intl/core/errors';
import { parseTimestamp } from '@alipay-intl/core/time';

/** A time in a documented form, on a day that exists, in epoch milliseconds; `undefined` for anything else. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseTimestamp(value);
  } catch (error) {
    if (isAlipayError(error)) return undefined;
    throw error;
  }
}
