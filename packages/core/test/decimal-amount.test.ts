import {
  amountFromDecimal,
  amountToDecimal,
  createAmount,
  currencyExponent,
  formatAmount,
  listCurrencies,
} from '@alipay-intl/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const code = (name: string) => expect.objectContaining({ code: name }) as Error;

describe('decimal text and smallest unit', () => {
  test.each(listCurrencies())('%s: there and back again, exactly', (currency) => {
    const exponent = currencyExponent(currency);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }), (value) => {
        const amount = createAmount(currency, value);
        const text = amountToDecimal(amount);
        expect(text).toMatch(exponent === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${exponent}}$`));
        expect(amountFromDecimal(currency, text)).toEqual(amount);
        // The text is the value: without its point it is the integer.
        expect(BigInt(text.replace('.', ''))).toBe(value);
      }),
      { numRuns: 60 },
    );
  });

  test('any decimal text is converted exactly, or not at all', () => {
    const texts = fc.tuple(fc.stringMatching(/^\d{1,16}$/), fc.stringMatching(/^(?:\.\d{1,16})?$/));
    let exact = 0;
    fc.assert(
      fc.property(fc.constantFrom('JPY', 'USD', 'KWD', 'CLF'), texts, (currency, [whole, rest]) => {
        const exponent = currencyExponent(currency);
        const fraction = rest.slice(1);
        const scaled = BigInt(whole + fraction.padEnd(20, '0')) * 10n ** BigInt(exponent);
        const unit = 10n ** 20n;
        const convert = () => amountFromDecimal(currency, whole + rest);
        if (scaled % unit !== 0n) expect(convert).toThrow(code('ERR_AMOUNT_INEXACT'));
        else if (scaled / unit > 9_999_999_999_999_999n) expect(convert).toThrow(code('ERR_AMOUNT_INVALID'));
        else {
          exact += 1;
          expect(convert()).toEqual({ currency, value: (scaled / unit).toString() });
        }
      }),
      { numRuns: 5_000 },
    );
    expect(exact).toBeGreaterThan(100);
  });

  test.each([
    ['USD', '5.99', '599'],
    ['USD', '5.9', '590'],
    ['USD', '5', '500'],
    ['USD', '0.01', '1'],
    ['USD', '5.990000', '599'],
    ['USD', '005.99', '599'],
    ['JPY', '599', '599'],
    ['JPY', '599.00', '599'],
    ['KRW', '599', '599'],
    ['VND', '599', '599'],
    ['KWD', '5.999', '5999'],
    ['BHD', '0.05', '50'],
    ['IDR', '15000', '1500000'],
    ['HUF', '5.99', '599'],
    ['CLF', '0.0001', '1'],
    ['USD', '99999999999999.99', '9999999999999999'],
  ])('%s %s is %s', (currency, text, value) => {
    expect(amountFromDecimal(currency, text)).toEqual({ currency, value });
  });
  test.each<readonly [string, string, string]>([
    ['JPY', '5.99', 'ERR_AMOUNT_INEXACT'],
    ['USD', '5.999', 'ERR_AMOUNT_INEXACT'],
    ['USD', '0.0000000000000001', 'ERR_AMOUNT_INEXACT'],
    ['USD', '100000000000000.00', 'ERR_AMOUNT_INVALID'],
    ['usd', '5.99', 'ERR_CURRENCY_UNKNOWN'],
    ...[
      '',
      ' 5.99',
      '5.99 ',
      '-5.99',
      '+5.99',
      '5,99',
      '1,000.00',
      '5.',
      '.99',
      '5.9.9',
      '1e2',
      '0x10',
      'NaN',
      '٥',
      '5.99\n',
      '1_000',
    ].map((text) => ['USD', text, 'ERR_AMOUNT_INVALID'] as const),
  ])('%s %j is refused with %s', (currency, text, name) => {
    expect(() => amountFromDecimal(currency, text)).toThrow(code(name));
  });
  test('a float is a type error and a runtime error', () => {
    // @ts-expect-error a number is no price
    expect(() => amountFromDecimal('USD', 5.99)).toThrow('A JavaScript number was passed as a price');
  });
  test('0.1 + 0.2 is 0.3 here', () => {
    const sum =
      BigInt(amountFromDecimal('USD', '0.10').value) + BigInt(amountFromDecimal('USD', '0.20').value);
    expect(amountToDecimal(createAmount('USD', sum))).toBe('0.30');
  });
  test.each([
    ['USD', '0', '0.00'],
    ['USD', '5', '0.05'],
    ['JPY', '0', '0'],
    ['KWD', '50', '0.050'],
    ['CLF', '1', '0.0001'],
  ])('%s %s is written %s', (currency, value, text) => {
    expect(amountToDecimal({ currency, value })).toBe(text);
  });
  test('what is no amount is not written', () => {
    expect(() => amountToDecimal({ currency: 'USD', value: '5.99' })).toThrow(code('ERR_AMOUNT_INVALID'));
    expect(() => formatAmount({ currency: 'USD', value: '-1' })).toThrow(code('ERR_AMOUNT_INVALID'));
    expect(() => formatAmount({ currency: 'XXX', value: '1' })).toThrow(code('ERR_CURRENCY_UNKNOWN'));
  });
});

describe('formatAmount', () => {
  const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  test.each([
    ['USD', '123456', undefined, '$1,234.56'],
    ['JPY', '599', undefined, '¥599'],
    ['KWD', '5999', undefined, 'KWD 5.999'],
    ['KRW', '1234567', undefined, '₩1,234,567'],
    ['IDR', '1500000', undefined, 'IDR 15,000.00'],
    ['HUF', '59900', undefined, 'HUF 599.00'],
    ['UGX', '599', undefined, 'UGX 599'],
    ['USD', '9999999999999999', undefined, '$99,999,999,999,999.99'],
    ['USD', '9007199254740993', undefined, '$90,071,992,547,409.93'],
    ['KWD', '9999999999999999', undefined, 'KWD 9,999,999,999,999.999'],
    ['EUR', '123456', 'de-DE', '1.234,56 €'],
    ['CNY', '100', 'zh-CN', '¥1.00'],
  ])('%s %s in %s is %s', (currency, value, locale, text) => {
    expect(plain(formatAmount({ currency, value }, locale))).toBe(text);
  });
  test('shows every digit of every amount', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...listCurrencies()),
        fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }),
        (currency, value) => {
          const shown = formatAmount(createAmount(currency, value)).replaceAll(/\D/g, '');
          expect(BigInt(shown)).toBe(value);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
