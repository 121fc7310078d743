import {
  type Amount,
  addAmounts,
  amountsEqual,
  compareAmounts,
  createAmount,
  isAmount,
  listCurrencies,
  readAmount,
  smallestUnits,
  subtractAmounts,
} from '@alipay-intl/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const largest = 9_999_999_999_999_999n;
const units = fc.bigInt({ min: 0n, max: largest });
const currencies = fc.constantFrom(...listCurrencies());
const code = (name: string) => expect.objectContaining({ code: name }) as Error;

const garbage: readonly unknown[] = [
  undefined,
  null,
  0,
  5.99,
  '599',
  [],
  {},
  { currency: 'USD' },
  { value: '599' },
  { currency: 'usd', value: '599' },
  { currency: 'XXX', value: '599' },
  { currency: ['USD'], value: '599' },
  { currency: 'USD', value: null },
  { currency: 'USD', value: '' },
  { currency: 'USD', value: '-1' },
  { currency: 'USD', value: '+1' },
  { currency: 'USD', value: '5.99' },
  { currency: 'USD', value: '5e2' },
  { currency: 'USD', value: ' 599' },
  { currency: 'USD', value: '599\n' },
  { currency: 'USD', value: '0x1f' },
  { currency: 'USD', value: '٥٩٩' },
  { currency: 'USD', value: '12345678901234567' },
  { currency: 'USD', value: 5.99 },
  { currency: 'USD', value: -1 },
  { currency: 'USD', value: Number.NaN },
  { currency: 'USD', value: Number.POSITIVE_INFINITY },
  { currency: 'USD', value: 2 ** 53 },
  { currency: 'USD', value: ['599'] },
  { currency: 'USD', value: { toString: () => '599' } },
];

describe('isAmount and readAmount', () => {
  test.each(garbage.map((value) => [value]))('refuse %j', (value) => {
    expect(isAmount(value)).toBe(false);
    expect(readAmount(value)).toBeUndefined();
  });
  test('never throw on arbitrary values', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        expect(isAmount(value)).toBe(false);
        expect(readAmount({ currency: 'USD', value: [value] })).toBeUndefined();
        expect(readAmount(value)).toBeUndefined();
      }),
    );
  });
  test.each([
    ['599', '599'],
    [599, '599'],
    [0, '0'],
    [-0, '0'],
    ['0', '0'],
    ['0599', '599'],
    ['0000000000000000', '0'],
    [9_007_199_254_740_991, '9007199254740991'],
    ['9999999999999999', '9999999999999999'],
  ])('readAmount takes %j from the wire as %s (docs/wire/v1 §1.7)', (value, digits) => {
    expect(readAmount({ currency: 'USD', value, more: 'ignored' })).toEqual({
      currency: 'USD',
      value: digits,
    });
  });
  test('isAmount wants the canonical form', () => {
    expect(isAmount({ currency: 'USD', value: '599' })).toBe(true);
    expect(isAmount({ currency: 'USD', value: '0599' })).toBe(false);
    expect(isAmount({ currency: 'USD', value: 599 })).toBe(false);
    expect(isAmount({ currency: 'USD', value: 599n })).toBe(false);
  });
});

describe('createAmount', () => {
  test('keeps every integer of up to 16 digits in every currency', () => {
    fc.assert(
      fc.property(currencies, units, (currency, value) => {
        const amount = createAmount(currency, value);
        expect(amount).toEqual({ currency, value: value.toString() });
        expect(createAmount(currency, value.toString())).toEqual(amount);
        expect(smallestUnits(amount)).toBe(value);
        expect(isAmount(amount)).toBe(true);
        expect(Object.isFrozen(amount)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  test('a JavaScript number is a type error and a runtime error', () => {
    // @ts-expect-error a number is no money
    expect(() => createAmount('USD', 5.99)).toThrow('A JavaScript number was passed as money');
    // @ts-expect-error not even an integer
    expect(() => createAmount('USD', 599)).toThrow(code('ERR_AMOUNT_INVALID'));
  });
  test.each(['', '-1', '5.99', '0599', '1e3', ' 1', '1 ', '12345678901234567'])('refuses %j', (digits) => {
    expect(() => createAmount('USD', digits)).toThrow(code('ERR_AMOUNT_INVALID'));
  });
  test.each([-1n, largest + 1n])('refuses %s', (value) => {
    expect(() => createAmount('USD', value)).toThrow(code('ERR_AMOUNT_INVALID'));
  });
  test.each([null, undefined, {}, ['1'], true])('refuses %j at run time', (value) => {
    expect(() => createAmount('USD', value as never)).toThrow(code('ERR_AMOUNT_INVALID'));
  });
  test('an unknown currency is refused first', () => {
    expect(() => createAmount('usd', 1n)).toThrow(code('ERR_CURRENCY_UNKNOWN'));
  });
});

describe('arithmetic agrees with bigint', () => {
  test('adding, subtracting, comparing: exact, or an error', () => {
    fc.assert(
      fc.property(currencies, units, units, (currency, a, b) => {
        const left = createAmount(currency, a);
        const right = createAmount(currency, b);
        if (a + b <= largest) expect(smallestUnits(addAmounts(left, right))).toBe(a + b);
        else expect(() => addAmounts(left, right)).toThrow(code('ERR_AMOUNT_INVALID'));
        if (a >= b) expect(smallestUnits(subtractAmounts(left, right))).toBe(a - b);
        else expect(() => subtractAmounts(left, right)).toThrow(code('ERR_AMOUNT_INVALID'));
        expect(compareAmounts(left, right)).toBe(a === b ? 0 : a < b ? -1 : 1);
        expect(amountsEqual(left, right)).toBe(a === b);
        expect(amountsEqual(left, createAmount(currency, a))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
  test('sorting with compareAmounts sorts by value, not by text', () => {
    const sorted = ['9', '10', '1', '0'].map((value) => createAmount('USD', value)).sort(compareAmounts);
    expect(sorted.map(({ value }) => value)).toEqual(['0', '1', '9', '10']);
  });
  test('two currencies do not mix', () => {
    const dollars = createAmount('USD', 5n);
    const yen = createAmount('JPY', 5n);
    for (const mix of [addAmounts, subtractAmounts, compareAmounts]) {
      expect(() => mix(dollars, yen)).toThrow(code('ERR_CURRENCY_MISMATCH'));
    }
    expect(amountsEqual(dollars, yen)).toBe(false);
  });
  test('amounts made by hand are checked before they are used', () => {
    const wrong = { currency: 'USD', value: '5.99' } as Amount;
    const right = createAmount('USD', 5n);
    expect(() => addAmounts(wrong, right)).toThrow(code('ERR_AMOUNT_INVALID'));
    expect(() => addAmounts(right, wrong)).toThrow(code('ERR_AMOUNT_INVALID'));
    expect(() => smallestUnits(wrong)).toThrow(code('ERR_AMOUNT_INVALID'));
  });
});

describe('regressions', () => {
  test('amountsEqual never throws, also for what is no amount', () => {
    const right = createAmount('USD', 5n);
    for (const value of garbage) {
      expect(amountsEqual(value as Amount, right)).toBe(false);
      expect(amountsEqual(right, value as Amount)).toBe(false);
      expect(amountsEqual(value as Amount, value as Amount)).toBe(false);
    }
  });
  test('a currency mismatch repeats no text that is not a currency', () => {
    const odd = { currency: 'canary-secret', value: '1' };
    expect(() => addAmounts(odd, createAmount('USD', 1n))).toThrow(code('ERR_CURRENCY_UNKNOWN'));
    expect(() => addAmounts(createAmount('USD', 1n), odd)).toThrow(code('ERR_CURRENCY_UNKNOWN'));
  });
});
