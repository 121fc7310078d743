import type { RowReader } from './row-reader.ts';

/** What a currency may be off by after a conversion, in its smallest unit. docs/wire/statements §10.3. */
const toleranceUnits = 2;

/** What the arithmetic of a comparison may be off by; no money is computed with it. */
export const rounding: number = 1e-6;

/** What rounding a rate may cost, as a share of the amount; one with fewer decimals proves nothing. */
const rateShareMax = 0.001;

/** What rounding its last decimal may have cost a rate, within a bound. */
export function rateErrorWithin({ rate, rateError }: RowReader): number {
  return Math.min(rateError, rate * rateShareMax);
}

/** What a converted amount may be off by: two smallest units, and what rounding the price may cost. */
export function conversionTolerance(row: RowReader, converted: number): number {
  const { rate } = row;
  const share = Number.isNaN(rate) || rate === 0 ? 0 : rateErrorWithin(row) / rate;
  return toleranceUnits + Math.abs(converted) * share + rounding;
}

/** The gross in the currency of the net, as printed or by its price; `NaN` where the file does not say. */
export function grossInNetCurrency(row: RowReader, gross: number): number {
  if (row.currency === row.netCurrency) return gross;
  return Number.isNaN(row.converted) ? grossByPrice(row, gross) : row.converted;
}

/** The gross converted by the price of the row. */
export function grossByPrice(row: RowReader, gross: number): number {
  const { currency, netCurrency, rate, plan } = row;
  if (Number.isNaN(rate) || rate === 0 || currency === undefined || netCurrency === undefined)
    return Number.NaN;
  const pair = row.text(plan.columns.places.ratePair) ?? '';
  const scaled = gross * 10 ** (netCurrency.exponent - currency.exponent);
  if (pair.startsWith(currency.code)) return scaled * rate;
  return pair.endsWith(currency.code) ? scaled / rate : Number.NaN;
}
