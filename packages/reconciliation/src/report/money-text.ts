import { currencyExponent } from '@alipay-intl/core/money';
import { decimalText as decimalOf } from '../statement/decimal-text.ts';

/** A signed number of smallest units; a sum may have more digits than an amount of Alipay. */
export interface Money {
  readonly currency: string;
  readonly value: bigint;
}

/** Plain decimal text with all decimals of the currency: `-5.99`, `599` for yen. */
export function decimalText({ currency, value }: Money): string {
  return decimalOf(value, currencyExponent(currency));
}

/** For a column of a table, under the code of its currency: `-1,234.50`. */
export function groupedText(money: Money): string {
  return decimalText(money).replace(/\B(?<!\..*)(?=(?:\d{3})+(?:\.|$))/g, ',');
}

/** With the code of its currency, which no reader takes for another dollar: `USD -1,234.50`. */
export function codedText(money: Money): string {
  return `${money.currency} ${groupedText(money)}`;
}

/** A difference for a sentence: a `+` says that it is more. */
export function differenceText(money: Money): string {
  return `${money.currency} ${money.value > 0n ? '+' : ''}${groupedText(money)}`;
}

/** Several currencies in one sentence: `EUR 3.00, JPY 599 and USD 1.00`. */
export function moneyListText(list: readonly Money[]): string {
  const texts = list.map(codedText);
  const last = texts.at(-1);
  if (last === undefined) return '';
  return texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
