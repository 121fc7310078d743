import { decimalsOf, type Money } from './money.ts';

/**
 * Exact conversion in integers, rounded half up to the smallest unit, away from zero below it.
 *
 * @param price - decimal text: units of `currency` for one of the money's, or the other way round when `isInverse`.
 */
export function convertMoney(money: Money, currency: string, price: string, isInverse = false): Money {
  const [whole = '0', fraction = ''] = price.split('.');
  const top = BigInt(whole + fraction);
  const bottom = 10n ** BigInt(fraction.length);
  const target = 10n ** BigInt(decimalsOf(currency));
  const source = 10n ** BigInt(decimalsOf(money.currency));
  const units = isInverse
    ? divideHalfUp(money.units * bottom * target, top * source)
    : divideHalfUp(money.units * top * target, bottom * source);
  return { currency, units };
}

/** Quotient of integers, its half rounded away from zero; the divisor is above 0. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const quotient = (magnitude * 2n + divisor) / (divisor * 2n);
  return dividend < 0n ? -quotient : quotient;
}
