import {
  AlipayError,
  currencyExponent,
  currencyTableDate,
  isCurrency,
  listCurrencies,
} from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';

// docs/wire/v1 §7 lists these one by one.
const twoDecimals =
  'AUD BDT BRL CAD CNY EUR GBP HKD IDR MXN MYR NZD PEN PHP PKR PLN SGD THB TWD USD HUF'.split(' ');
const noDecimals = 'CLP JPY KRW VND BIF GNF ISK PYG RWF UGX XAF XOF'.split(' ');
const threeDecimals = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

describe('currencyExponent follows the wire reference (docs/wire/v1 §7)', () => {
  test.each(twoDecimals)('%s has 2 decimals', (code) => expect(currencyExponent(code)).toBe(2));
  test.each(noDecimals)('%s has none', (code) => expect(currencyExponent(code)).toBe(0));
  test.each(threeDecimals)('%s has 3', (code) => expect(currencyExponent(code)).toBe(3));
  test.each(['CLF', 'UYW'])('%s has 4', (code) => expect(currencyExponent(code)).toBe(4));
});

describe('the table', () => {
  test('bears the date of the ISO 4217 amendment it follows', () => {
    expect(currencyTableDate).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Date.parse(currencyTableDate)).toBeGreaterThanOrEqual(Date.parse('2026-01-01'));
  });
  test('is sorted, without repetition, of three capitals each, and of a plausible size', () => {
    const codes = listCurrencies();
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.length).toBeLessThan(200);
  });
  test.each(['BGN', 'HRK', 'DEM', 'LTL', 'ANG', 'SLL', 'ZWL', 'XAU', 'XXX', 'XTS', 'XDR'])(
    '%s is withdrawn, or has no smallest unit, and is not in it',
    (code) => expect(isCurrency(code)).toBe(false),
  );
});

describe('what is no currency', () => {
  test.each(['', 'usd', 'US', 'USDT', ' USD', 'USD ', '840', '__proto__', 'constructor', 'toString'])(
    '%j is refused',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(() => currencyExponent(code)).toThrow(
        expect.objectContaining({ code: 'ERR_CURRENCY_UNKNOWN' }) as AlipayError,
      );
    },
  );
  test.each([undefined, null, 840, {}])('%j is refused at run time', (code) => {
    expect(() => currencyExponent(code as never)).toThrow(AlipayError);
  });
});
