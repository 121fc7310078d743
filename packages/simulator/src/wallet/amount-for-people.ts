import { decimalsOf, type Money } from '../payments/money.ts';

/** Writes money as people read it: `USD 1,234.50`, `JPY 800` (docs/wire/v1 §7). */
export function amountForPeople(money: Money): string {
  const decimals = decimalsOf(money.currency);
  const digits = money.units.toString().padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  const whole = digits.slice(0, split).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fraction = decimals > 0 ? `.${digits.slice(split)}` : '';
  return `${money.currency} ${whole}${fraction}`;
}
