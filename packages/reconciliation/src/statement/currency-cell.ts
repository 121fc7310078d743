import { currencyExponent, isCurrency } from '@alipay-intl/core/money';

/** A currency as the rows of one file share it. */
export interface StatementCurrency {
  /** ISO 4217 code. */
  readonly code: string;
  /** Decimals of the currency by ISO 4217. */
  readonly exponent: number;
}

const shared = new Map<number, StatementCurrency | undefined>();

/** The currency of a code; the same object for the same code. */
export function currencyOf(code: string): StatementCurrency | undefined {
  return code.length === 3 ? readCurrencyCell(Buffer.from(code, 'latin1'), 0, 3) : undefined;
}

/** Reads a cell of three capitals. @returns `undefined` where it is no active currency of ISO 4217. */
export function readCurrencyCell(bytes: Buffer, start: number, end: number): StatementCurrency | undefined {
  if (end - start !== 3) return undefined;
  const packed =
    ((bytes[start] as number) << 16) | ((bytes[start + 1] as number) << 8) | (bytes[start + 2] as number);
  const known = shared.get(packed);
  if (known !== undefined) return known;
  const code = bytes.toString('latin1', start, end);
  if (!isCurrency(code)) return undefined;
  const currency = { code, exponent: currencyExponent(code) };
  shared.set(packed, currency);
  return currency;
}
