/** What {@link readAmountCell} returns for a cell that holds no amount: empty, or a lone `-`. */
export const noAmount: number = Number.POSITIVE_INFINITY;

/** The largest amount that a statement may hold: 15 digits, so that every integer up to it is exact. */
export const largestAmount = 1e15;

const tens: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

const point = 0x2e;
const minus = 0x2d;
const plus = 0x2b;

/**
 * Reads an amount by its exact grammar: a sign, digits, a point, digits. No exponent, no separators. Decimals beyond
 * the currency's must be zeros. docs/wire/statements §10.4.
 *
 * @param exponent - decimals between the printed unit and the smallest one: 2 for dollars, 0 where the smallest is printed.
 * @returns the amount in the smallest unit, {@link noAmount} for an empty cell, `NaN` for anything else.
 */
export function readAmountCell(bytes: Buffer, start: number, end: number, exponent: number): number {
  const first = bytes[start];
  const isSigned = first === minus || first === plus;
  let at = isSigned ? start + 1 : start;
  if (at >= end) return first === plus && isSigned ? Number.NaN : noAmount;
  let value = 0;
  let digits = 0;
  // -1 before the point; then the number of decimals read.
  let decimals = -1;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit >= 0 && digit <= 9) {
      digits++;
      if (decimals < 0 || decimals < exponent) value = value * 10 + digit;
      else if (digit !== 0) return Number.NaN;
      if (decimals >= 0) decimals++;
      if (value >= largestAmount) return Number.NaN;
    } else if (digit === point - 0x30 && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  const missing = exponent - Math.max(decimals, 0);
  if (missing > 0) value *= tens[missing] as number;
  if (value >= largestAmount) return Number.NaN;
  return first === minus && value !== 0 ? -value : value;
}

/** What is wrong with a cell that {@link readAmountCell} refused, as what was expected instead. */
export function expectedAmount(printed: string, exponent: number): string {
  if (/^[+-]?\d(?:\.\d+)?[eE][+-]?\d+$/.test(printed)) {
    return 'digits in full; the exponent comes from a spreadsheet that saved the file again';
  }
  const [, whole = '', decimals = ''] = /^[+-]?(\d*)\.?(\d*)$/.exec(printed) ?? [];
  if (whole + decimals === '') return 'a sign or none, digits, at most one decimal point, and nothing else';
  if (/[1-9]/.test(decimals.slice(exponent))) return `at most ${exponent} decimals`;
  return 'at most 15 digits in the smallest unit';
}

/** A number of rows: digits only. `NaN` for anything else. */
export function readCountCell(bytes: Buffer, start: number, end: number): number {
  if (start === end || end - start > 9) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
