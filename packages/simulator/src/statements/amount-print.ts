import { decimalsOf, type Money } from '../payments/money.ts';

/** The same money without its sign. */
export function unsigned(money: Money): Money {
  return money.units < 0n ? { ...money, units: -money.units } : money;
}

/** Money in the major unit with all decimals of its currency: `-0.73`, `100` for JPY (docs/wire/statements §10.1). */
export function printMajor({ currency, units }: Money): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Money in the major unit that always shows its sign: `+0.00` (docs/wire/statements §8.3). */
export function printSigned(money: Money): string {
  return `${money.units < 0n ? '' : '+'}${printMajor(money)}`;
}

/** Money in the unit that was chosen for the file (docs/wire/statements §9.3). */
export function printIn(unit: 'smallest' | 'major', money: Money): string {
  return unit === 'major' ? printMajor(money) : money.units.toString();
}

/** Sum of money of one currency. */
export function sumOf(currency: string, amounts: readonly Money[]): Money {
  return { currency, units: amounts.reduce((sum, { units }) => sum + units, 0n) };
}
