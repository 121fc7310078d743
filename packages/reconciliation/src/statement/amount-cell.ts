/** What {@link readAmountCell} returns for a cell that holds no amount: empty, or a lone `-`. */
export const noAmount: number = Number.POSITIVE_INFINITY;

/** The largest amount that a statement may hold: 15 digits, so that every integer up to it is exact. */
export const largestAmount: number = 1e15;

const tens: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

const point = 0x2e;
const minus = 0x2d;
const plus = 0x2b;
const zero = 0x30;

/**
 * Reads an amount by its exact grammar: a sign, digits, a point, digits. No exponent, no separators. Decimals beyond
 * the currency's must be zeros. docs/wire/statements §10.4.
 *
 * @param exponent - decimals between the printed unit and the smallest one: 2 for dollars, 0 where the smallest is printed.
 * @returns the amount in the smallest unit, {@link noAmount} for an empty cell, `NaN` for anything else.
 */
export function readAmountCell(bytes: Buffer, start: number, end: number, exponent: number): number {
  const sign = bytes[start];
  const from = sign === minus || sign === plus ? start + 1 : start;
  if (from >= end) return sign === plus && start < end ? Number.NaN : noAmount;
  const usual = readUsual(bytes, from, end, exponent);
  const value = usual >= 0 ? usual : readInFull(bytes, from, end, exponent);
  return sign === minus && value !== 0 ? -value : value;
}

function readInFull(bytes: Buffer, from: number, end: number, exponent: number): number {
  const pointAt = findPoint(bytes, from, end);
  // Where 0.09 was printed, a lost point leaves 009.
  if (bytes[from] === zero && pointAt - from > 1) return Number.NaN;
  let value = readDigits(bytes, from, pointAt) * (tens[exponent] as number);
  if (pointAt < end) {
    const decimals = end - pointAt - 1;
    const kept = Math.min(decimals, exponent);
    if (decimals === 0 || readDigits(bytes, pointAt + 1 + kept, end) !== 0) return Number.NaN;
    value += readDigits(bytes, pointAt + 1, pointAt + 1 + kept) * (tens[exponent - kept] as number);
  }
  return value < largestAmount ? value : Number.NaN;
}

/**
 * Reads at most nine digits with just the decimals of the currency, as almost all amounts are printed, in one go; -1 for
 * anything else.
 */
function readUsual(bytes: Buffer, from: number, end: number, exponent: number): number {
  const pointAt = end - exponent - 1;
  const wholeEnd = exponent === 0 ? end : pointAt;
  const wholes = wholeEnd - from;
  if (wholes < 1 || wholes + exponent > 9 || (bytes[from] === zero && wholes > 1)) return -1;
  if (exponent > 0 && bytes[pointAt] !== point) return -1;
  let value = 0;
  for (let at = from; at < end; at++) {
    if (at === wholeEnd) continue;
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = (Math.imul(value, 10) + digit) | 0;
  }
  return value;
}

function findPoint(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === point) return at;
  return end;
}

/** The integer that digits stand for, 0 for none; `NaN` where there is anything else. */
function readDigits(bytes: Buffer, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** What is wrong with a cell that {@link readAmountCell} refused, as what was expected instead. */
export function expectedAmount(printed: string, exponent: number): string {
  if (/^[+-]?\d(?:\.\d+)?[eE][+-]?\d+$/.test(printed)) {
    return 'digits in full; the exponent comes from a spreadsheet that saved the file again';
  }
  if (/^[+-]?0\d/.test(printed)) return 'no zero in front; a decimal point may be lost';
  const [, whole = '', decimals = ''] = /^[+-]?(\d*)\.?(\d*)$/.exec(printed) ?? [];
  if (whole + decimals === '') return 'a sign or none, digits, at most one decimal point, and nothing else';
  if (/[1-9]/.test(decimals.slice(exponent))) return `at most ${exponent} decimals`;
  return 'at most 15 digits in the smallest unit';
}

/** A number of rows: one to nine digits. `NaN` for anything else. */
export function readCountCell(bytes: Buffer, start: number, end: number): number {
  return start === end || end - start > 9 ? Number.NaN : readDigits(bytes, start, end);
}

/** A rate as a number, for comparing with a tolerance only. `NaN` for anything but digits and at most one point, and for over 15 digits. */
export function readRateCell(bytes: Buffer, start: number, end: number): number {
  const pointAt = findPoint(bytes, start, end);
  if (end - start - (pointAt < end ? 1 : 0) > 15) return Number.NaN;
  const whole = readDigits(bytes, start, pointAt);
  if (pointAt === end) return start === end ? Number.NaN : whole;
  const decimals = end - pointAt - 1;
  if (decimals === 0) return Number.NaN;
  return whole + readDigits(bytes, pointAt + 1, end) / (tens[decimals] as number);
}

/** Half of the last decimal of a rate: what rounding may have cost. */
export function rateErrorOf(bytes: Buffer, start: number, end: number): number {
  const decimals = end - findPoint(bytes, start, end) - 1;
  return decimals <= 0 ? 0 : 0.5 / (tens[decimals] as number);
}
