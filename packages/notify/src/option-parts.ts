import { z } from 'zod';

// The pieces that settings are checked with.

/** A client id or merchant id. */
export const idOption: z.ZodString = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'expected 1 to 128 printable characters');

/** The path of a URL, without query. */
export const pathOption: z.ZodType<string> = z
  .string()
  .regex(/^\/[\x21-\x7e]*$/, 'expected a path such as /alipay/notify')
  .refine((path) => !/[?#]/.test(path), 'expected a path such as /alipay/notify, without query');

/** An object of functions. */
export const portOption: z.ZodType<never> = z.custom<never>(
  (value) => typeof value === 'object' && value !== null,
  'expected an object',
);

/** A function. */
export const functionOption: z.ZodType<never> = z.custom<never>(
  (value) => typeof value === 'function',
  'expected a function',
);

/** A value that is checked elsewhere. */
export const givenOption: z.ZodType<never> = z.custom<never>((value) => value !== undefined, 'is missing');
