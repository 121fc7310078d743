import { join } from 'node:path';
import { reportCsv, reportHtml, reportJson } from '@alipay-intl/reconciliation/report';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import type { Books } from './books.ts';
import { reportInputOf } from './report-input-of.ts';
import { writeWhole } from './write-whole.ts';

/** Path of the page of a day. */
export function pageOf({ folders }: Configuration, { id }: MerchantConfiguration, day: string): string {
  return join(folders.reports, id, `${day}.html`);
}

/** Writes the table, the JSON and, as the last one, the page of a day, in the place of earlier ones. */
export async function writeReport(
  configuration: Configuration,
  merchant: MerchantConfiguration,
  { book }: Books,
  day: string,
): Promise<void> {
  const input = await reportInputOf(book, merchant, day);
  if (input === undefined) return;
  const page = pageOf(configuration, merchant, day);
  const stem = page.slice(0, -'.html'.length);
  await writeWhole(`${stem}.csv`, reportCsv(input));
  await writeWhole(`${stem}.json`, reportJson(input));
  await writeWhole(page, reportHtml(input));
}
