import type { Break } from '../match/break.ts';
import { currencyOf } from '../statement/currency-cell.ts';
import { decimalText } from '../statement/decimal-text.ts';

/** A break in a few words, for its trail. Names no buyer. */
export function describeBreak({ kind, standing, dueDay, currency, atStake }: Break): string {
  const until = dueDay === undefined ? '' : ` until ${dueDay}`;
  const money = currency === undefined ? '' : `, ${moneyText(atStake, currency)} at stake`;
  return `${kind}, ${standing === 'waiting' ? `waiting${until}` : 'open'}${money}`;
}

function moneyText(value: bigint, currency: string): string {
  const exponent = currencyOf(currency)?.exponent;
  return exponent === undefined
    ? `${value} of the smallest unit of ${currency}`
    : `${decimalText(value, exponent)} ${currency}`;
}
