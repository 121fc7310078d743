import type { Money } from './money-text.ts';

/** Adds up money by currency, in the order of their codes; what has no currency is no money. */
export function sumByCurrency(
  list: Iterable<{ readonly currency: string | undefined; readonly value: bigint }>,
): readonly Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, value } of list) {
    if (currency !== undefined) sums.set(currency, (sums.get(currency) ?? 0n) + value);
  }
  return [...sums]
    .map(([currency, value]) => ({ currency, value }))
    .sort((left, right) => (left.currency < right.currency ? -1 : 1));
}
