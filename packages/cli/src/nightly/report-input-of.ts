import type { Break, DayBook, DayResult } from '@alipay-intl/reconciliation/match';
import type { ReportInput } from '@alipay-intl/reconciliation/report';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { allBreaks, breakNotes } from './break-notes.ts';

/** What the report of a day is written from, as the book has it now; `undefined` for a day that was never run. */
export async function reportInputOf(
  book: DayBook,
  { id, name }: MerchantConfiguration,
  day: string,
): Promise<ReportInput | undefined> {
  const [entry] = await book.days(id, { from: day, to: day });
  const result = await book.result(id, day);
  if (entry === undefined || result === undefined) return undefined;
  const { run, atMs } = entry;
  const [notes, stillOpen] = [await breakNotes(book, result), await stillOpenBreaks(book, result)];
  return { result, merchantName: name, notes, stillOpen, run, atMs };
}

/** Open breaks that earlier days have found and that the result does not list. */
async function stillOpenBreaks(
  book: DayBook,
  { merchant, day, breaks }: DayResult,
): Promise<readonly Break[]> {
  const listed = new Set(breaks.map(({ id }) => id));
  const found: Break[] = [];
  for await (const { break: one, firstDay } of allBreaks(book, merchant, 'open'))
    if (firstDay < day && !listed.has(one.id)) found.push(one);
  return found;
}
