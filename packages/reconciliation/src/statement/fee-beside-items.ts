import { conversionTolerance, grossInNetCurrency, rounding } from './conversion.ts';
import { zeroIfNone } from './money-sum.ts';
import type { RowReader } from './row-reader.ts';

/**
 * The fee of a row with a fee column and itemised fees beside it. Whether the one holds the others no page says: the net
 * tells, and where it fits both or neither the fee stays `NaN`.
 */
export function feeBesideItems(row: RowReader): number {
  const { fee, gross, net, itemised: items, hasForeignFee } = row;
  if (!hasForeignFee && zeroIfNone(items) === 0) return fee;
  if (!row.plan.layout.formulas.includes('conversion')) return Number.NaN;
  const converted = zeroIfNone(gross) === 0 ? 0 : grossInNetCurrency(row, gross);
  const rest = net - converted - zeroIfNone(fee);
  const alone = Math.abs(rest);
  const together = hasForeignFee ? Number.POSITIVE_INFINITY : Math.abs(rest - items);
  for (const limit of [conversionTolerance(row, converted), rounding]) {
    if (alone <= limit !== together <= limit) return alone <= limit ? fee : zeroIfNone(fee) + items;
  }
  return Number.NaN;
}
