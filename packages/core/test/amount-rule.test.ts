import { amountRules, assertAmountRule, createAmount } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';

describe('the documented rules on top of the scale (docs/wire/v1 §7)', () => {
  test.each([
    ['rupiah', 'IDR', 100n],
    ['jkopay', 'TWD', 100n],
    ['octopus', 'HKD', 10n],
  ] as const)('%s: %s in multiples of %s', (name, currency, multiple) => {
    const rule = amountRules[name];
    for (const factor of [0n, 1n, 7n, 12_345_678n]) {
      expect(() => assertAmountRule(createAmount(currency, factor * multiple), rule)).not.toThrow();
    }
    for (const value of [1n, multiple - 1n, multiple + 1n, 150_000n + multiple / 2n]) {
      expect(() => assertAmountRule(createAmount(currency, value), rule)).toThrow(
        expect.objectContaining({
          code: 'ERR_AMOUNT_RULE',
          message: expect.stringContaining(rule.because),
        }) as Error,
      );
    }
  });
  test('say nothing about other currencies', () => {
    for (const rule of Object.values(amountRules)) {
      expect(() => assertAmountRule(createAmount('USD', 1n), rule)).not.toThrow();
    }
  });
  test('do not let a broken amount through', () => {
    expect(() => assertAmountRule({ currency: 'IDR', value: '1.00' }, amountRules.rupiah)).toThrow(
      expect.objectContaining({ code: 'ERR_AMOUNT_INVALID' }) as Error,
    );
  });
});
