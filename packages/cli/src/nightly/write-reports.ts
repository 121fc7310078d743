import { join } from 'node:path';
import { reportCsv, reportHtml, reportJson } from '@alipay-intl/reconciliation/report';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import type { Books } from './books.ts';
import { reportInputOf } from './report-input-of.ts';
import { writeWhole } from './write-whole.ts';

/** Writes the page, the table and the JSON of a day, in the place of earlier ones, and gives the path of the page. */
export async function writeReports(
  { folders }: Configuration,
  merchant: MerchantConfiguration,
  { book }: Books,
  day: string,
): Promise<string | undefined> {
  const input = await reportInputOf(book, merchant, day);
  if (input === undefined) return undefined;
  const stem = join(folders.reports, merchant.id, day);
  await writeWhole(`${stem}.csv`, reportCsv(input));
  await writeWhole(`${stem}.json`, reportJson(input));
  await writeWhole(`${stem}.html`, reportHtml(input));
  return `${stem}.html`;
}
