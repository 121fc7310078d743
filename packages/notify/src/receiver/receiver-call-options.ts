import { OptionError } from '@alipay-intl/core/errors';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { NotificationQuery } from './notification-log.ts';
import type { ProcessOptions } from './process-stored.ts';
import type { ReceiverSettings } from './receiver-options.ts';

const code = 'ERR_OPTION_INVALID';

const processOptions: z.ZodType<ProcessOptions> = z.strictObject({
  concurrency: z.int().min(1, 'must be at least 1').max(256, 'must be at most 256').optional(),
  signal: z
    .custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal')
    .optional(),
});
const notificationQuery: z.ZodType<NotificationQuery> = z.strictObject({
  only: z.enum(['waiting', 'claimed', 'done', 'dead'], 'must be waiting, claimed, done or dead'),
  limit: z.int().min(1, 'must be at least 1').max(1_000, 'must be at most 1000'),
  afterKey: z.string().optional(),
});
const revival = z.strictObject({ key: z.string().min(1, 'must be the key of a notification') });

/** Checks the options of a processing, and that its handler can do without a transaction. Throws OptionError `ERR_OPTION_INVALID`. */
export function checkProcessOptions(
  options: ProcessOptions,
  mode: ReceiverSettings<unknown>['mode'],
): ProcessOptions {
  if (mode === 'handle-in-transaction') {
    throw new OptionError(code, {
      what: 'A receiver in the mode handle-in-transaction processes nothing: its handler needs a transaction.',
      next: 'Process what an earlier mode stored with a receiver in the mode store-first.',
    });
  }
  return checkInput(processOptions, options, { code, name: 'processing' });
}

/** Checks what is to be listed. Throws OptionError `ERR_OPTION_INVALID`. */
export function checkNotificationQuery(query: NotificationQuery): NotificationQuery {
  return checkInput(notificationQuery, query, { code, name: 'query of notifications' });
}

/** Checks the key of what is to be revived. Throws OptionError `ERR_OPTION_INVALID`. */
export function checkKey(key: string): string {
  return checkInput(revival, { key }, { code, name: 'revival' }).key;
}
