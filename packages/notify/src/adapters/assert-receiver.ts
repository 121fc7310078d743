import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { functionOption } from '../option-parts.ts';

const receiverShape = z.looseObject(
  { receive: functionOption },
  'expected a receiver, such as createNotificationReceiver gives',
);

/**
 * Refuses what is no receiver when it is mounted, not at the first notification.
 *
 * @throws OptionError `ERR_OPTION_INVALID`.
 */
export function assertReceiver(receiver: unknown): void {
  checkInput(receiverShape, receiver, { code: 'ERR_OPTION_INVALID', name: 'notification receiver' });
}
