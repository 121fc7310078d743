import { createAmount, currencyExponent, formatAmount } from '@alipay-intl/core/money';
import { decimalText as decimalOf } from '../statement/decimal-text.ts';

/** A signed number of smallest units; a sum may have more digits than an amount of Alipay. */
export interface Money {
  readonly currency: string;
  readonly value: bigint;
}

const amountsBelow = 10n ** 16n;

/** Plain decimal text with all decimals of the currency: `-5.99`, `599` for yen. */
export function decimalText({ currency, value }: Money): string {
  return decimalOf(value, currencyExponent(currency));
}

/** For a column of a table, under the code of its currency: `-1,234.50`. */
export function groupedText(money: Money): string {
  return decimalText(money).replace(/\B(?<!\..*)(?=(?:\d{3})+(?:\.|$))/g, ',');
}

/** With the code of its currency: `USD 1,234.50`. */
export function codedText(money: Money): string {
  return `${money.currency} ${groupedText(money)}`;
}

/** For a sentence, with the sign of its currency: `-$1,234.50`. */
export function moneyText({ currency, value }: Money): string {
  const size = sizeOf(value);
  if (size >= amountsBelow) return codedText({ currency, value });
  return `${value < 0n ? '-' : ''}${formatAmount(createAmount(currency, size))}`;
}

/** A difference for a sentence: a `+` says that it is more. */
export function differenceText(money: Money): string {
  return `${money.value > 0n ? '+' : ''}${moneyText(money)}`;
}

/** Several currencies in one sentence: `EUR 3.00, JPY 599 and USD 1.00`. */
export function moneyListText(list: readonly Money[]): string {
  const texts = list.map(codedText);
  const last = texts.at(-1);
  if (last === undefined) return '';
  return texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}

function sizeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}
