import { type Amount, createAmount } from './amount.ts';
import { currencyExponent } from './currency.ts';
import { OptionError } from './errors.ts';

const decimalGrammar = /^(\d{1,16})(?:\.(\d{1,16}))?$/;

/**
 * Converts a price as people write it into the smallest unit, exactly or not at all.
 *
 * @param currency - ISO 4217 code in capitals.
 * @param decimalText - digits with at most one point, such as `5.99`; no sign, no blanks, no separators, no exponent.
 * @throws OptionError `ERR_AMOUNT_INEXACT` where the currency has fewer decimals than the text (`JPY` and `5.99`);
 * zeros beyond the exponent are fine. `ERR_AMOUNT_INVALID` for a number or other text; `ERR_CURRENCY_UNKNOWN`.
 * @example
 * amountFromDecimal('USD', '5.99'); // { currency: 'USD', value: '599' }
 */
export function amountFromDecimal(currency: string, decimalText: string): Amount {
  const exponent = currencyExponent(currency);
  const parts = typeof decimalText === 'string' ? decimalGrammar.exec(decimalText) : null;
  if (parts === null) {
    throw new OptionError('ERR_AMOUNT_INVALID', {
      what:
        typeof decimalText === 'number'
          ? 'A JavaScript number was passed as a price.'
          : 'A price is digits with at most one decimal point.',
      next: 'Pass text such as "5.99".',
    });
  }
  const [, whole = '', fraction = ''] = parts;
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw new OptionError('ERR_AMOUNT_INEXACT', {
      what: `${currency} has ${exponent} decimals, and the price has more.`,
      next: 'Round the price by your own rule first; this library never rounds money.',
    });
  }
  return createAmount(currency, BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0')));
}

/**
 * Writes an amount as plain decimal text with all decimals of its currency: `5.99`, `599` for yen, `0.050` for dinar.
 *
 * @throws OptionError `ERR_AMOUNT_INVALID` or `ERR_CURRENCY_UNKNOWN` for something that is not an amount.
 */
export function amountToDecimal(amount: Amount): string {
  const exponent = currencyExponent(amount.currency);
  const digits = createAmount(amount.currency, amount.value).value.padStart(exponent + 1, '0');
  if (exponent === 0) return digits;
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Writes an amount for people, with the currency's sign and the separators of a locale, through `Intl`.
 *
 * @param locale - a BCP 47 tag; `en` when left out.
 * @throws OptionError `ERR_AMOUNT_INVALID` or `ERR_CURRENCY_UNKNOWN` for something that is not an amount.
 * @example
 * formatAmount({ currency: 'USD', value: '123456' }); // $1,234.56
 */
export function formatAmount(amount: Amount, locale = 'en'): string {
  const digits = currencyExponent(amount.currency);
  // CLDR's digits differ from ISO 4217 for some currencies, so the exponent is given, not looked up by Intl.
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amountToDecimal(amount) as `${number}`);
}
