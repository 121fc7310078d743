import { currencyExponent, isCurrency } from './currency.ts';
import { OptionError } from './errors.ts';

/**
 * Money as Alipay writes it: an integer text in the smallest unit of its currency.
 * `{ currency: 'USD', value: '599' }` is 5.99 dollars, `{ currency: 'JPY', value: '599' }` is 599 yen.
 * docs/wire/v1 §7.
 */
export interface Amount {
  /** ISO 4217 code in capitals. */
  readonly currency: string;
  /** 1 to 16 digits, smallest unit, no sign, no leading zero. */
  readonly value: string;
}

const canonicalValue = /^(?:0|[1-9]\d{0,15})$/;

/** Tells whether a value is an {@link Amount} in canonical form. */
export function isAmount(value: unknown): value is Amount {
  if (typeof value !== 'object' || value === null) return false;
  const { currency, value: digits } = value as Partial<Amount>;
  return (
    typeof currency === 'string' &&
    isCurrency(currency) &&
    typeof digits === 'string' &&
    canonicalValue.test(digits)
  );
}

/**
 * Makes an amount from an integer in the smallest unit.
 *
 * @param currency - ISO 4217 code in capitals.
 * @param value - smallest unit, as bigint or digits. A JavaScript number is refused: it cannot hold money exactly.
 * @throws OptionError `ERR_CURRENCY_UNKNOWN`; `ERR_AMOUNT_INVALID` for a number, a sign, a fraction or over 16 digits.
 * @example
 * createAmount('USD', 599n); // { currency: 'USD', value: '599' }
 */
export function createAmount(currency: string, value: bigint | string): Amount {
  currencyExponent(currency);
  const digits = typeof value === 'bigint' ? value.toString() : value;
  if (typeof digits !== 'string' || !canonicalValue.test(digits)) {
    throw new OptionError('ERR_AMOUNT_INVALID', {
      what:
        typeof value === 'number'
          ? 'A JavaScript number was passed as money.'
          : 'An amount is 1 to 16 digits of the smallest unit, without sign, fraction or leading zero.',
      next: 'Pass a bigint or digits in the smallest unit, or use amountFromDecimal with text such as "5.99".',
    });
  }
  return Object.freeze({ currency, value: digits });
}

/**
 * Reads an amount that Alipay sent: its value may be digits or a JSON integer. docs/wire/v1 §1.7, §7.
 *
 * @returns the amount in canonical form, or `undefined` where it is anything else.
 */
export function readAmount(wire: unknown): Amount | undefined {
  if (typeof wire !== 'object' || wire === null) return undefined;
  const { currency, value } = wire as { currency?: unknown; value?: unknown };
  if (typeof currency !== 'string' || !isCurrency(currency)) return undefined;
  const digits = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof digits !== 'string' || !/^\d{1,16}$/.test(digits)) return undefined;
  return createAmount(currency, canonicalValue.test(digits) ? digits : BigInt(digits));
}

/** The amount as a bigint in the smallest unit. */
export function smallestUnits(amount: Amount): bigint {
  return BigInt(createAmount(amount.currency, amount.value).value);
}

/**
 * Adds two amounts of one currency.
 *
 * @throws OptionError `ERR_CURRENCY_MISMATCH`, or `ERR_AMOUNT_INVALID` where the sum has over 16 digits.
 */
export function addAmounts(left: Amount, right: Amount): Amount {
  assertSameCurrency(left, right);
  return createAmount(left.currency, smallestUnits(left) + smallestUnits(right));
}

/**
 * Subtracts `right` from `left`, of one currency.
 *
 * @throws OptionError `ERR_CURRENCY_MISMATCH`, or `ERR_AMOUNT_INVALID` where the difference would be below zero.
 */
export function subtractAmounts(left: Amount, right: Amount): Amount {
  assertSameCurrency(left, right);
  return createAmount(left.currency, smallestUnits(left) - smallestUnits(right));
}

/**
 * Compares two amounts of one currency: negative, zero or positive, as `Array.prototype.sort` wants it.
 *
 * @throws OptionError `ERR_CURRENCY_MISMATCH`.
 */
export function compareAmounts(left: Amount, right: Amount): -1 | 0 | 1 {
  assertSameCurrency(left, right);
  const difference = smallestUnits(left) - smallestUnits(right);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Tells whether currency and value are the same. Never throws: what is no amount equals nothing. */
export function amountsEqual(left: Amount, right: Amount): boolean {
  return isAmount(left) && isAmount(right) && left.currency === right.currency && left.value === right.value;
}

function assertSameCurrency(left: Amount, right: Amount): void {
  if (left.currency === right.currency) return;
  currencyExponent(left.currency);
  currencyExponent(right.currency);
  throw new OptionError('ERR_CURRENCY_MISMATCH', {
    what: `Amounts in ${left.currency} and ${right.currency} cannot be put together.`,
    next: 'Convert one of them first; this library never converts money between currencies.',
  });
}
