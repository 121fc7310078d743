import { StoreError } from '@alipay-intl/core/errors';
import { isJsonObject, parseStrictJson } from '@alipay-intl/core/signing';
import { readAcquiringNotification } from '../notifications/read-acquiring-notification.ts';
import { readNotification } from '../notifications/read-notification.ts';
import type { LoggedNotification } from './notification-log.ts';
import type { Received } from './received.ts';

/**
 * The notification of an entry that was verified before it was stored; here its text only gets its type again.
 *
 * @throws StoreError `ERR_STORE_DAMAGED` where it cannot be read.
 */
export function readStored({ family, type, message, key, receivedAtMs }: LoggedNotification): Received {
  const parsed = parseStrictJson(Buffer.from(message ?? ''));
  const delivery = { key, receivedAtMs, sentAtMs: undefined, signedWithQuery: false, verifiedBy: undefined };
  if (parsed.ok && family === 'v1') {
    const notification = readNotification(parsed.value);
    if (notification !== undefined) return { family, notification, delivery };
  }
  if (parsed.ok && family === 'acquiring') {
    const { body } = parsed.value;
    const notification = isJsonObject(body) ? readAcquiringNotification(type, body) : undefined;
    if (notification !== undefined) return { family, notification, delivery };
  }
  throw new StoreError('ERR_STORE_DAMAGED', {
    what: 'A stored notification cannot be read.',
    money: 'It had no effect.',
    next: 'Ask for the status of its payment.',
  });
}
