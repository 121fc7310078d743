import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportCsv, reportHtml, reportJson } from '@alipay-intl/reconciliation/report';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import type { Books } from './books.ts';
import type { BreakStandings } from './break-standings.ts';
import { reportInputOf } from './report-input-of.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes the page, the table and the JSON of a day, in the place of earlier ones that said something else.
 *
 * @returns the path of the page where they were written; `undefined` where they stand as they are.
 * @throws FetchError `ERR_FILE_WRITE`.
 */
export async function writeReport(
  { folders }: Configuration,
  merchant: MerchantConfiguration,
  { book }: Books,
  day: string,
  standings: BreakStandings,
): Promise<string | undefined> {
  const input = await reportInputOf(book, merchant, day, standings);
  if (input === undefined) return undefined;
  const stem = join(folders.reports, merchant.id, day);
  const [page, table, document] = [`${stem}.html`, `${stem}.csv`, `${stem}.json`];
  const json = reportJson(input);
  // All three say the same, and the JSON is the last to be written: where it is the same, so are the others.
  if (existsSync(page) && existsSync(table) && (await textOf(document)) === json) return undefined;
  await writeWhole(table, reportCsv(input));
  await writeWhole(page, reportHtml(input));
  await writeWhole(document, json);
  return page;
}

/** What a file says now; nothing where it cannot be read, because then it is written. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
