import { currenciesByExponent } from './currency-data.ts';
import { OptionError } from './errors.ts';

export { currencyTableDate } from './currency-data.ts';

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(currenciesByExponent).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
);

/** Every active ISO 4217 currency code, in alphabetical order, as of {@link currencyTableDate}. */
export function listCurrencies(): readonly string[] {
  return [...exponents.keys()].sort();
}

/** Tells whether a text is an active ISO 4217 currency code in capitals. */
export function isCurrency(code: string): boolean {
  return exponents.has(code);
}

/**
 * How many decimals separate a currency's major unit from its smallest unit: 2 for `USD`, 0 for `JPY`, 3 for `KWD`.
 * Alipay declares that it follows ISO 4217 without deviation. docs/wire/v1 §7.
 *
 * @throws OptionError `ERR_CURRENCY_UNKNOWN` for a code that is not active in ISO 4217.
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code);
  if (exponent === undefined) {
    throw new OptionError('ERR_CURRENCY_UNKNOWN', {
      what: 'This is not an active ISO 4217 currency code.',
      next: 'Use three capital letters, such as USD.',
    });
  }
  return exponent;
}
