import type { Settings } from '../settings.ts';
import type { JsonValue } from './answer.ts';
import { convertMoney } from './convert-money.ts';
import { type Money, toAmountText } from './money.ts';

/** What leaves the buyer's wallet, and the rate when the wallet has another currency. */
export interface WalletShare {
  readonly actual: Money;
  readonly rate: { readonly currencyPair: string; readonly price: string } | undefined;
}

/** Converts what was paid into the wallet's currency. */
export function walletShare(settings: Settings, paid: Money): WalletShare {
  const quote = settings.walletQuote;
  if (quote === 'none' || quote.currency === paid.currency) return { actual: paid, rate: undefined };
  const rate = { currencyPair: `${paid.currency}/${quote.currency}`, price: quote.price };
  return { actual: convertMoney(paid, quote.currency, quote.price), rate };
}

/** Members about the wallet's side of a payment: its currency and the masked buyer (docs/wire/v1 §3.2, §3.3). */
export function walletMembers(settings: Settings, paid: Money): Record<string, JsonValue | undefined> {
  const { actual, rate } = walletShare(settings, paid);
  return {
    actualPaymentAmount: { ...toAmountText(actual) },
    paymentQuote: rate && {
      quoteCurrencyPair: rate.currencyPair,
      quotePrice: Number(rate.price),
      guaranteed: false,
    },
    pspCustomerInfo: {
      pspName: 'ALIPAY_CN',
      pspCustomerId: '2088000000000000',
      displayCustomerId: '185****0001',
    },
  };
}
