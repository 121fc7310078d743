import { OptionError } from '@alipay-intl/core/errors';
import { z } from 'zod';
import type { Break } from '../match/break.ts';
import { canonicalText, type Json, toJson } from './json.ts';
import { bigintText, maybe, whole, word } from './json-schemas.ts';

const ids = {
  ownId: maybe(z.string()),
  providerId: maybe(z.string()),
  originalOwnId: maybe(z.string()),
  originalProviderId: maybe(z.string()),
};

const ledgerSide = z.object({
  ...ids,
  kind: z.enum(['payment', 'refund']),
  ownId: z.string(),
  status: z.enum(['succeeded', 'reversed', 'failed', 'open']),
  currency: z.string(),
  gross: bigintText,
  occurredAtMs: whole,
});

const providerSide = z.object({
  ...ids,
  file: z.string(),
  line: whole,
  kind: word<NonNullable<Break['transaction']>['kind']>(),
  printedType: z.string(),
  currency: maybe(z.string()),
  netCurrency: maybe(z.string()),
  gross: maybe(bigintText),
  fee: maybe(bigintText),
  net: maybe(bigintText),
  occurredAtMs: maybe(whole),
  settledAtMs: maybe(whole),
  batchId: maybe(z.string()),
});

const defect = z
  .object({
    code: z.string(),
    line: maybe(whole),
    column: maybe(z.string()),
    printed: maybe(z.string()),
    expected: z.string(),
  })
  .partial({ line: true, column: true, printed: true });

const fileSide = z.object({
  name: z.string(),
  sha256: maybe(z.string()),
  defects: z.array(defect),
});

/** A break as {@link breakToJson} writes it. */
export const breakSchema: z.ZodType<Break> = z.object({
  id: z.string(),
  kind: word<Break['kind']>(),
  question: word<Break['question']>(),
  standing: z.enum(['open', 'waiting']),
  day: z.string(),
  dueDay: maybe(z.string()),
  rule: z.string(),
  currency: maybe(z.string()),
  atStake: bigintText,
  difference: maybe(bigintText),
  ledger: maybe(ledgerSide),
  transaction: maybe(providerSide),
  settlement: maybe(providerSide),
  file: maybe(fileSide),
  facts: z.record(z.string(), z.string()),
});

/** A break as JSON: amounts are digits in the smallest unit, what is unknown is `null`. */
export function breakToJson(one: Break): Json {
  return toJson(one);
}

/** A break as JSON text that is the same for the same break, whoever has read and written it before. */
export function breakText(one: Break): string {
  return canonicalText(breakToJson(one));
}

/**
 * The break that {@link breakToJson} wrote.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is none.
 */
export function breakFromJson(value: unknown): Break {
  return decoded(breakSchema, value, 'a break');
}

/** @throws OptionError `ERR_OPTION_INVALID` where the value is not of this shape. */
export function decoded<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: `The JSON is not that of ${what}.`,
    next: 'Take what this library, in this version or an earlier one, has written.',
    issues: parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
      path: path.map(String).join('.'),
      message,
    })),
  });
}
