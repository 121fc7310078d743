import { convertMoney, divideHalfUp } from '../payments/convert-money.ts';
import type { Money } from '../payments/money.ts';

/** Rates of this simulator, none of them real: units of the second currency for one of the first. */
export const builtInRates: Readonly<Record<string, string>> = {
  'USD/CNY': '7.1',
  'AUD/CNY': '4.7',
  'EUR/CNY': '7.8',
  'GBP/CNY': '9.1',
  'HKD/CNY': '0.91',
  'JPY/CNY': '0.048',
  'KRW/CNY': '0.0052',
  'SGD/CNY': '5.4',
  'THB/CNY': '0.21',
  'TWD/CNY': '0.22',
  'AUD/USD': '0.66',
  'EUR/USD': '1.1',
  'GBP/USD': '1.28',
  'HKD/USD': '0.128',
  'JPY/USD': '0.0067',
  'KRW/USD': '0.00073',
  'SGD/USD': '0.76',
};

/** The rate between two currencies as it stands in the table. */
export interface Quote {
  /** `KRW/USD`. */
  readonly pair: string;
  /** Units of the pair's second currency for one of its first. */
  readonly price: string;
  /** True when the pair is the other way round than the conversion, which then divides. */
  readonly isInverse: boolean;
  readonly target: string;
}

/** Finds the rate from one currency to another; `undefined` when the table has none, or they are the same. */
export function findQuote(
  rates: Readonly<Record<string, string>>,
  source: string,
  target: string,
): Quote | undefined {
  if (source === target) return undefined;
  const direct = rates[`${source}/${target}`];
  if (direct !== undefined) return { pair: `${source}/${target}`, price: direct, isInverse: false, target };
  const inverse = rates[`${target}/${source}`];
  return inverse === undefined
    ? undefined
    : { pair: `${target}/${source}`, price: inverse, isInverse: true, target };
}

/** Converts at a quote; without one the money stays as it is. */
export function convertAt(money: Money, quote: Quote | undefined): Money {
  return quote === undefined ? money : convertMoney(money, quote.target, quote.price, quote.isInverse);
}

/** Target units for one source unit with 8 decimals, `5.41940000`; 1 without a quote (docs/wire/statements §4.2). */
export function rateText(quote: Quote | undefined): string {
  const [whole = '1', fraction = ''] = (quote?.price ?? '1').split('.');
  const scaled = BigInt(whole + fraction.padEnd(8, '0'));
  const rate = quote?.isInverse ? divideHalfUp(10n ** 16n, scaled) : scaled;
  const digits = rate.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
