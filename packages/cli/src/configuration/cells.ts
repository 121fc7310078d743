import { isCurrency } from '@alipay-intl/core/money';
import { z } from 'zod';
import { isDay } from '../calendar.ts';
import type { SecretReference } from './configuration.ts';

// YAML is read without types, so that no id loses a digit and no rate a decimal: every value comes as the text that is written.

/** Text with something in it. */
export const text: z.ZodType<string> = z.string('expected text').min(1, 'must not be empty');

/** A day of the calendar. */
export const day: z.ZodType<string> = z.string('expected a day').refine(isDay, 'must be a day as YYYY-MM-DD');

/** An active code of ISO 4217. */
export const currency: z.ZodType<string> = z
  .string('expected a currency')
  .refine(isCurrency, 'must be an active currency of ISO 4217, as USD');

/** A path in which these names in braces stand for something, and no others. */
export function pathWith(...names: readonly string[]): z.ZodType<string> {
  const known = names.map((name) => `{${name}}`);
  const message =
    names.length === 0 ? 'takes no {…}' : `has {…} that stands for nothing: there are ${known.join(' and ')}`;
  return text.refine(
    (path) => (path.match(/\{[^{}]*\}?/g) ?? []).every((one) => known.includes(one)),
    message,
  );
}

/** A path in which nothing is put in. */
export const path: z.ZodType<string> = pathWith();

/** A whole number without sign. */
export function count(least: number, most: number): z.ZodType<number> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string(message)
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** Money in the smallest unit. */
export const smallestUnits: z.ZodType<bigint> = z
  .string('expected an amount in the smallest unit')
  .regex(/^\d{1,15}$/, 'must be an amount in the smallest unit: digits without a point')
  .transform(BigInt);

/** Where a text is that is not written here. */
export const reference: z.ZodType<SecretReference> = z.union([
  z.strictObject({ env: text }),
  z.strictObject({ file: text }),
]);

/** Where a secret is. A literal one is refused, and never repeated. */
export const secret: z.ZodType<SecretReference> = z.unknown().transform((value, context) => {
  const read = reference.safeParse(value);
  if (read.success) return read.data;
  const message =
    typeof value === 'string'
      ? 'a secret must not stand in this file: write { env: NAME } or { file: path }'
      : 'must be { env: NAME } or { file: path }';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
