import { type Amount, readAmount } from '@alipay-intl/core/money';
import { printRedacted } from '@alipay-intl/core/printing';
import type { JsonObject, JsonValue } from '@alipay-intl/core/signing';

/** A text member; a number is taken as its digits. Anything else is as good as missing. docs/wire/v1 §1.7. */
export function textMember(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A boolean member, as JSON boolean or as text. docs/wire/v1 §1.7. */
export function booleanMember(object: JsonObject, name: string): boolean | undefined {
  const value = object[name];
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** An amount member, in canonical form. */
export function amountMember(object: JsonObject, name: string): Amount | undefined {
  return readAmount(object[name]);
}

/** An object member. */
export function objectMember(object: JsonObject, name: string): JsonObject | undefined {
  return asObject(object[name]);
}

/** The objects of a list member; anything else in the list is passed over. */
export function objectListMember(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).map(asObject).filter((item) => item !== undefined);
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** An exchange rate. docs/wire/v1 §3.11. */
export interface Quote {
  readonly quoteId: string | undefined;
  /** Opaque: alphabetic and numeric codes both occur. */
  readonly quoteCurrencyPair: string | undefined;
  /** Decimal text; do no binary floating point arithmetic with it. */
  readonly quotePrice: string | undefined;
  readonly quoteStartTime: string | undefined;
  readonly quoteExpiryTime: string | undefined;
  readonly guaranteed: boolean | undefined;
}

/** A rate member. */
export function quoteMember(object: JsonObject, name: string): Quote | undefined {
  const quote = objectMember(object, name);
  if (quote === undefined) return undefined;
  return {
    quoteId: textMember(quote, 'quoteId'),
    quoteCurrencyPair: textMember(quote, 'quoteCurrencyPair'),
    quotePrice: textMember(quote, 'quotePrice'),
    quoteStartTime: textMember(quote, 'quoteStartTime'),
    quoteExpiryTime: textMember(quote, 'quoteExpiryTime'),
    guaranteed: booleanMember(quote, 'guaranteed'),
  };
}

/** The wallet and its masked user. Printing it hides the user. docs/wire/v1 §3.11. */
export interface PspCustomerInfo {
  readonly pspName: string | undefined;
  readonly pspCustomerId: string | undefined;
  readonly displayCustomerId: string | undefined;
}

/** The wallet member. */
export function pspCustomerMember(object: JsonObject, name: string): PspCustomerInfo | undefined {
  const info = objectMember(object, name);
  if (info === undefined) return undefined;
  return printRedacted({
    pspName: textMember(info, 'pspName'),
    pspCustomerId: textMember(info, 'pspCustomerId'),
    displayCustomerId: textMember(info, 'displayCustomerId'),
  });
}
