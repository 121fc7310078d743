import type { DayBook, DayResult } from '@alipay-intl/reconciliation/match';
import type { BreakStandings } from './break-standings.ts';

/** Open breaks of a day now: those that it lists, also as waiting, and that are open, and those that it counted beyond what it lists. */
export function openOfDay(result: DayResult, open: BreakStandings['open']): number {
  const listed = result.breaks.filter(({ id }) => open.has(id)).length;
  return listed + unlistedOf(result);
}

/**
 * Open breaks of a merchant now, of whatever day. A break that was counted and not listed has no id to close it by, so it is open until
 * its day is run again.
 */
export async function openOfMerchant(
  book: DayBook,
  merchant: string,
  span: { readonly from: string; readonly to: string },
  open: BreakStandings['open'],
): Promise<number> {
  let count = open.size;
  for (const { day, state } of await book.days(merchant, span)) {
    if (state !== 'open') continue;
    const result = await book.result(merchant, day);
    if (result !== undefined) count += unlistedOf(result);
  }
  return count;
}

function unlistedOf({ breaks, counts }: DayResult): number {
  const counted = counts
    .filter(({ standing }) => standing === 'open')
    .reduce((sum, { rows }) => sum + rows, 0);
  return counted - breaks.filter(({ standing }) => standing === 'open').length;
}
