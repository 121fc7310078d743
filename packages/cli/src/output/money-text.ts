import { formatAmount } from '@alipay-intl/core/money';

/** Money for people, with its sign: `-$2.00`. */
export function moneyText(value: bigint | undefined, currency: string | undefined): string {
  if (value === undefined) return '';
  if (currency === undefined) return value.toString();
  const amount = formatAmount({ currency, value: (value < 0n ? -value : value).toString() });
  return value < 0n ? `-${amount}` : amount;
}
