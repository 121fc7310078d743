import { amountToDecimal } from '@alipay-intl/core/money';

/** Money for people, with its sign and the code of its currency, as one dollar sign has several: `USD -2.00`. */
export function moneyText(value: bigint | undefined, currency: string | undefined): string {
  if (value === undefined) return '';
  if (currency === undefined) return value.toString();
  const amount = amountToDecimal({ currency, value: (value < 0n ? -value : value).toString() });
  return `${currency} ${value < 0n ? '-' : ''}${amount}`;
}
