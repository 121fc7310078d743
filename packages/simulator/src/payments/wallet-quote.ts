import type { Settings } from '../settings.ts';
import type { JsonValue } from './answer.ts';
import { decimalsOf, type Money, toAmountText } from './money.ts';

/** Members about the wallet's side of a payment: its currency and the masked buyer (docs/wire/v1 §3.2, §3.3). */
export function walletMembers(settings: Settings, paid: Money): Record<string, JsonValue | undefined> {
  const quote = settings.walletQuote;
  const isConverted = quote !== 'none' && quote.currency !== paid.currency;
  const actual = isConverted ? convert(paid, quote.currency, quote.price) : paid;
  return {
    actualPaymentAmount: { ...toAmountText(actual) },
    paymentQuote: isConverted
      ? {
          quoteCurrencyPair: `${paid.currency}/${quote.currency}`,
          quotePrice: Number(quote.price),
          guaranteed: false,
        }
      : undefined,
    pspCustomerInfo: {
      pspName: 'ALIPAY_CN',
      pspCustomerId: '2088000000000000',
      displayCustomerId: '185****0001',
    },
  };
}

/** Exact conversion in integers, rounded half up to the smallest unit. */
function convert(money: Money, currency: string, price: string): Money {
  const [whole = '0', fraction = ''] = price.split('.');
  const numerator = money.units * BigInt(whole + fraction) * 10n ** BigInt(decimalsOf(currency));
  const denominator = 10n ** BigInt(fraction.length + decimalsOf(money.currency));
  return { currency, units: (numerator * 2n + denominator) / (denominator * 2n) };
}
