/** Money in the smallest unit of its currency (docs/wire/v1 §7). */
export interface Money {
  readonly currency: string;
  readonly units: bigint;
}

/** Money as it stands on the wire: `value` is an integer in text (docs/wire/v1 §3.11). */
export interface AmountText {
  readonly currency: string;
  readonly value: string;
}

const noDecimals: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const threeDecimals: ReadonlySet<string> = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Number of decimals of a currency by ISO 4217; two for a code that is not listed (docs/wire/v1 §7). */
export function decimalsOf(currency: string): number {
  if (noDecimals.has(currency)) return 0;
  return threeDecimals.has(currency) ? 3 : 2;
}

/** Turns money into its wire form. */
export function toAmountText(money: Money): AmountText {
  return { currency: money.currency, value: money.units.toString() };
}

/** Reads the `value` of an amount: digits without a leading zero, 16 at most; `undefined` when it is anything else. */
export function parseUnits(value: unknown): bigint | undefined {
  const text = typeof value === 'number' ? numberText(value) : value;
  if (typeof text !== 'string' || !/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  return BigInt(text);
}

/** Says whether two amounts are the same money. */
export function isSameMoney(one: Money, other: Money): boolean {
  return one.currency === other.currency && one.units === other.units;
}

/** Docs ask for strings, SDKs also send JSON numbers; both are taken (docs/wire/v1 §1.7). */
function numberText(value: number): string | undefined {
  return Number.isSafeInteger(value) ? value.toString() : undefined;
}
