import { currencyExponent } from '@alipay-intl/core/money';
import { isoText } from '../moment-text.ts';

/** What the report's JSON is made of; nothing is left out, what is not known is `null`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Members of an object, in their order. */
export type JsonMembers = Readonly<Record<string, JsonValue>>;

/** Money as digits of the smallest unit, with what is needed to read them; no currency where there is none. */
export function moneyJson(currency: string | undefined, value: bigint | undefined): JsonValue {
  if (value === undefined) return null;
  return { ...currencyJson(currency), value: value.toString() };
}

/** A currency and its decimals. */
export function currencyJson(currency: string | undefined): JsonMembers {
  return {
    currency: currency ?? null,
    exponent: currency === undefined ? null : currencyExponent(currency),
  };
}

/** A moment as ISO 8601 in UTC+8. */
export function timeJson(epochMs: number | undefined): JsonValue {
  return epochMs === undefined ? null : isoText(epochMs);
}

/** A record with its names in alphabetical order. */
export function sortedJson<T extends JsonValue>(record: Readonly<Record<string, T>>): JsonMembers {
  return Object.fromEntries(
    Object.entries(record).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  );
}

/** Writes a document with one member to a line, and one item to a line where a member is a list. */
export function writeDocument(members: JsonMembers): string {
  const lines = Object.entries(members).map(([name, value]) => `  ${JSON.stringify(name)}: ${member(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function member(value: JsonValue): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
