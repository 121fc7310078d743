import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { BarcodeCallOptions } from './barcode/requests.ts';
import type { CallOptions } from './in-store/requests.ts';

const subject = { code: 'ERR_REQUEST_INVALID', name: 'options of the call' } as const;

const shared = {
  deadlineMs: z.number().gt(0, 'must be above 0').max(600_000, 'at most 600000').optional(),
  signal: z
    .custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal')
    .optional(),
};

const inStoreOptions: z.ZodType<CallOptions> = z.strictObject({
  ...shared,
  agentToken: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, 'expected 1 to 128 printable characters')
    .optional(),
});

const barcodeOptions: z.ZodType<BarcodeCallOptions> = z.strictObject({
  ...shared,
  // The token travels inside JSON text of at most 256 characters. docs/wire/acquiring §3.2.
  isvAccessToken: z
    .string()
    .min(1, 'must not be empty')
    .refine(fitsIntoReserve, 'is too long for head.reserve')
    .optional(),
});

function fitsIntoReserve(isvAccessToken: string): boolean {
  return JSON.stringify({ isvAccesstoken: isvAccessToken }).length <= 256;
}

/**
 * Checks the options of a v1 call, before its id is claimed. Only these names pass, so that no option can take the
 * place of a path or a body.
 *
 * @throws OptionError `ERR_REQUEST_INVALID` naming each option.
 */
export function checkCallOptions(options: CallOptions): CallOptions {
  return checkInput(inStoreOptions, options, subject);
}

/** The same for a call of the acquiring family. */
export function checkBarcodeOptions(options: BarcodeCallOptions): BarcodeCallOptions {
  return checkInput(barcodeOptions, options, subject);
}
