import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { JournalQuery } from './journal.ts';
import type { KeepRecoveringOptions, RecoverOptions } from './recover.ts';

const subject = { code: 'ERR_REQUEST_INVALID', name: 'options of the call' } as const;

const method = z.custom<never>((value) => typeof value === 'function', 'expected a function').optional();
const signal = z.custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal');
const concurrency = z.int().min(1, 'must be at least 1').max(256, 'must be at most 256').optional();

const waitOptions = z.strictObject({ signal: signal.optional(), onPlaced: method });
const recoverOptions: z.ZodType<RecoverOptions> = z.strictObject({ concurrency, signal: signal.optional() });
const keepRecoveringOptions: z.ZodType<KeepRecoveringOptions> = z.strictObject({
  concurrency,
  signal,
  everyMs: z.int().min(100, 'must be at least 100').max(60_000, 'must be at most 60000').optional(),
  onReport: method,
  onError: method,
});
const journalQuery: z.ZodType<JournalQuery> = z.strictObject({
  only: z.enum(
    ['needs-person', 'open', 'paid', 'declined', 'reversed', 'manual'],
    'must be needs-person or a state',
  ),
  limit: z.int().min(1, 'must be at least 1').max(1_000, 'must be at most 1000'),
  afterAttemptId: z.string().optional(),
});

/** Checks the options of a call that waits. Throws OptionError `ERR_REQUEST_INVALID`. */
export function checkWaitOptions<Options extends object>(options: Options): Options {
  checkInput(waitOptions, options, subject);
  return options;
}

/** Checks the options of a recovery. Throws OptionError `ERR_REQUEST_INVALID`. */
export function checkRecoverOptions(options: RecoverOptions): RecoverOptions {
  return checkInput(recoverOptions, options, subject);
}

/** Checks the options of a lasting recovery. Throws OptionError `ERR_REQUEST_INVALID`. */
export function checkKeepRecoveringOptions(options: KeepRecoveringOptions): KeepRecoveringOptions {
  return checkInput(keepRecoveringOptions, options, subject);
}

/** Checks what is to be listed. Throws OptionError `ERR_REQUEST_INVALID`. */
export function checkJournalQuery(query: JournalQuery): JournalQuery {
  return checkInput(journalQuery, query, subject);
}
