import { z } from 'zod';

/** Digits of an integer, with a sign where it is negative. */
export const bigintText: z.ZodType<bigint> = z
  .string()
  .regex(/^(?:0|-?[1-9]\d*)$/)
  .transform((digits) => BigInt(digits));

/** Whole numbers: counts, lines and epoch milliseconds. */
export const whole: z.ZodType<number> = z.number().int();

/** A word of a closed set. What sets a newer version knows is no reason to refuse what it wrote. */
export function word<Word extends string>(): z.ZodType<Word> {
  return z.custom<Word>((value) => typeof value === 'string' && value !== '');
}

/** What may be unknown: `null` in JSON. */
export function maybe<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return schema.nullable().transform((value) => value ?? undefined);
}
