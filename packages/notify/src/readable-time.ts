import { isAlipayError } from '@alipay-intl/core/errors';
import { parseTimestamp } from '@alipay-intl/core/time';

/** Whether a value is a time in a documented form, on a day that exists. */
export function isReadableTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    parseTimestamp(value);
    return true;
  } catch (error) {
    if (isAlipayError(error)) return false;
    throw error;
  }
}
