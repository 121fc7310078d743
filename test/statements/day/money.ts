import type { Random } from '../../trial/random.ts';

/** Decimals of the currencies of the days, written down here so that nothing is shared with what is tested. */
const decimals: Readonly<Record<string, number>> = {
  ...{ USD: 2, HKD: 2, EUR: 2, AUD: 2, SGD: 2, CNY: 2, THB: 2 },
  ...{ JPY: 0, KRW: 0, VND: 0, KWD: 3, BHD: 3, JOD: 3 },
};

export const currencies: readonly [string, ...string[]] = [
  ...(['USD', 'HKD', 'EUR', 'AUD', 'SGD', 'THB'] as const),
  ...(['JPY', 'KRW', 'VND', 'KWD', 'BHD', 'JOD'] as const),
];

/** How many decimals a currency has; `undefined` for a code that no day uses. */
export function decimalsOf(currency: string): number | undefined {
  return Object.hasOwn(decimals, currency) ? decimals[currency] : undefined;
}

/** How an amount is written. */
export type AmountStyle = 'padded' | 'short' | 'long' | 'plus';

/** Writes an amount in major units. */
export function major(value: bigint, currency: string, style: AmountStyle = 'padded'): string {
  const places = decimalsOf(currency) ?? 2;
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  return signOf(value, style) + withFraction(whole, fraction, style);
}

function signOf(value: bigint, style: AmountStyle): string {
  if (value < 0n) return '-';
  return style === 'plus' ? '+' : '';
}

function withFraction(whole: string, fraction: string, style: AmountStyle): string {
  if (style === 'long') return `${whole}.${fraction}${fraction === '' ? '0' : '00'}`;
  const shown = style === 'short' ? fraction.replace(/0+$/, '') : fraction;
  if (shown === '') return whole;
  return style === 'short' && whole === '0' && fraction.length === 2 ? `.${shown}` : `${whole}.${shown}`;
}

/** A rate: an integer and how many of its digits stand behind the point. */
export interface Rate {
  readonly digits: bigint;
  readonly places: number;
}

export function rateText({ digits, places }: Rate): string {
  const text = String(digits).padStart(places + 1, '0');
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** A quotient, rounded half away from zero. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [above, below] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const size = (2n * above + below) / (2n * below);
  return isNegative ? -size : size;
}

/** Converts by multiplying (or dividing, where the rate is quoted the other way). */
export function convert(
  value: bigint,
  rate: Rate,
  [from, to]: readonly [string, string],
  direction: 'times' | 'over' = 'times',
): bigint {
  const up = 10n ** BigInt(decimalsOf(to) ?? 2);
  const down = 10n ** BigInt(decimalsOf(from) ?? 2);
  const scale = 10n ** BigInt(rate.places);
  return direction === 'times'
    ? divide(value * rate.digits * up, scale * down)
    : divide(value * scale * up, rate.digits * down);
}

/** A plausible number of smallest units. */
export function someAmount(random: Random, currency: string): bigint {
  const size = random.between(1, random.pick([9, 999, 99_999, 9_999_999]));
  return BigInt(size) * (decimalsOf(currency) === 3 ? 7n : 1n);
}
