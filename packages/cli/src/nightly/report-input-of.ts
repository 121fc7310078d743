import type { DayBook } from '@alipay-intl/reconciliation/match';
import type { ReportInput } from '@alipay-intl/reconciliation/report';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { breakNotes } from './break-notes.ts';

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
  return { result, merchantName: name, notes: await breakNotes(book, result), run, atMs };
}
