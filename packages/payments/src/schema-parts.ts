import { type Amount, createAmount, isAmount, smallestUnits } from '@alipay-intl/core/money';
import { parseTimestamp } from '@alipay-intl/core/time';
import { z } from 'zod';

/** Text of 1 to `lengthMax` characters. */
export function text(lengthMax: number): z.ZodString {
  return z.string().min(1, 'must not be empty').max(lengthMax, `at most ${lengthMax} characters`);
}

/** Text whose length no source states; bounded all the same. */
export const unboundedText: z.ZodString = text(2048);

/** An id that we make: the alphabet that every page allows. docs/wire/v1 §5.8. */
export const requestId: z.ZodType<string> = text(64).regex(/^[A-Za-z0-9_-]+$/, 'only A-Z, a-z, 0-9, _ and -');

/** Money in the smallest unit, at least 1. docs/wire/v1 §7. */
export const amount: z.ZodType<Amount> = z
  .custom<Amount>()
  .superRefine((value: unknown, context) => {
    const fault = amountFault(value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  })
  // A copy of our own, so that what is sent is what was checked, whatever the caller does to its object meanwhile.
  .transform(({ currency, value }) => createAmount(currency, value));

function amountFault(value: unknown): string | undefined {
  if (value === undefined) return 'is missing';
  if (!isAmount(value)) {
    const isNumber =
      typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'number';
    return isNumber
      ? 'value is a JavaScript number; pass digits in the smallest unit'
      : 'expected { currency, value } with an ISO 4217 code and digits in the smallest unit';
  }
  if (Object.keys(value).length > 2) return 'expected no members but currency and value';
  return smallestUnits(value) > 0n ? undefined : 'must be at least 1 in the smallest unit';
}

/** ISO 8601 to the second with an offset. docs/wire/v1 §1.7. */
export const isoTime: z.ZodType<string> = z
  .string()
  .refine(isIsoTime, 'expected a time such as 2026-11-01T12:10:00+08:00');

function isIsoTime(value: string): boolean {
  if (!value.includes('T')) return false;
  try {
    // The grammar alone would take a day that does not exist.
    return Number.isFinite(parseTimestamp(value));
  } catch {
    return false;
  }
}

/** An absolute http or https URL. */
export function webUrl(lengthMax: number): z.ZodType<string> {
  return text(lengthMax).refine(isWebUrl, 'expected an http or https URL');
}

/** The URL class forgives blanks, missing slashes and backslashes; Alipay gets the text itself, so they are refused. */
function isWebUrl(value: string): boolean {
  return /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value);
}

/** Merchant category code. */
export const categoryCode: z.ZodType<string> = z
  .string()
  .regex(/^\d{4}$/, 'expected a category code of four digits');

/** ISO 3166 code of two letters. */
export const regionCode: z.ZodType<string> = z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters');

/** ISO 4217 code. */
export const currencyCode: z.ZodType<string> = z
  .string()
  .regex(/^[A-Z]{3}$/, 'expected three capital letters');

/** An object that names something by one of two ids, or by both. */
export function eitherOf<Reference>(ourId: string, theirId: string): z.ZodType<Reference> {
  const reference = z
    .strictObject({ [ourId]: text(64).optional(), [theirId]: text(64).optional() })
    .refine(
      (value) => value[ourId] !== undefined || value[theirId] !== undefined,
      `expected ${ourId} or ${theirId}`,
    );
  return reference as unknown as z.ZodType<Reference>;
}

/** An object whose members are not documented: a copy of our own, as it was when it was checked. */
export const openObject: z.ZodType<object> = z.unknown().transform((value, context) => {
  const copy = copyOf(value);
  if (copy !== undefined && isJson(copy)) return copy;
  context.addIssue({ code: 'custom', message: 'expected an object that JSON can hold' });
  return z.NEVER;
});

/** The same for an object some of whose members are checked afterwards. */
export const copiedObject: z.ZodType<object> = z.unknown().transform((value, context) => {
  const copy = copyOf(value);
  if (copy !== undefined) return copy;
  context.addIssue({ code: 'custom', message: value === undefined ? 'is missing' : 'expected an object' });
  return z.NEVER;
});

function copyOf(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

function isJson(value: object): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
