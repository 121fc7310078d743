import { amountToDecimal, createAmount, listCurrencies } from '@alipay-intl/core/money';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  codedText,
  decimalText,
  differenceText,
  groupedText,
  moneyListText,
} from '../../src/report/money-text.ts';

test('plain text is what core writes, with a sign', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...listCurrencies()),
      fc.bigInt({ min: 1n, max: 9_999_999_999_999_999n }),
      (currency, value) => {
        const text = amountToDecimal(createAmount(currency, value));
        expect(decimalText({ currency, value })).toBe(text);
        expect(decimalText({ currency, value: -value })).toBe(`-${text}`);
        expect(groupedText({ currency, value }).replaceAll(',', '')).toBe(text);
      },
    ),
  );
});

test.each([
  ['USD', 0n, '0.00'],
  ['USD', -5n, '-0.05'],
  ['USD', 123_456_789n, '1,234,567.89'],
  ['USD', -100_000n, '-1,000.00'],
  ['JPY', 1_000_000n, '1,000,000'],
  ['JPY', -999n, '-999'],
  ['KWD', 1_234_567n, '1,234.567'],
  ['CLF', 12_345_678n, '1,234.5678'],
  ['USD', 12_345_678_901_234_567_890n, '123,456,789,012,345,678.90'],
])('%s %s is %s in a table', (currency, value, text) => {
  expect(groupedText({ currency, value })).toBe(text);
});

test.each([
  ['USD', -1_250n, 'USD -12.50', 'USD -12.50'],
  ['JPY', 599n, 'JPY 599', 'JPY +599'],
  ['EUR', 0n, 'EUR 0.00', 'EUR 0.00'],
])('%s %s in a sentence', (currency, value, text, difference) => {
  expect(codedText({ currency, value })).toBe(text);
  expect(differenceText({ currency, value })).toBe(difference);
});

test('a list reads like a sentence', () => {
  const money = [
    { currency: 'EUR', value: 300n },
    { currency: 'JPY', value: 599n },
    { currency: 'USD', value: 100n },
  ];
  expect(moneyListText(money)).toBe('EUR 3.00, JPY 599 and USD 1.00');
  expect(moneyListText(money.slice(0, 1))).toBe('EUR 3.00');
  expect(moneyListText([])).toBe('');
});
