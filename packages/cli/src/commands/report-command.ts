import { resolve } from 'node:path';
import { reportCsv, reportHtml, reportJson, reportText } from '@alipay-intl/reconciliation/report';
import type { ReportArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import { withBooks } from '../nightly/books.ts';
import { reportInputOf } from '../nightly/report-input-of.ts';
import { writeWhole } from '../nightly/write-whole.ts';

/** `report` */
export async function reportCommand(run: Run, options: ReportArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const merchant = merchantOf(configuration, options.merchant);
  const { day, html, csv } = options;
  const input = await withBooks(configuration, run, ({ book }) => reportInputOf(book, merchant, day));
  if (input === undefined) {
    const next = `alipay-intl reconcile --through ${day} runs it, and the days before it.`;
    throw wrongArgument(`The day ${day} of ${merchant.id} was not reconciled yet.`, next);
  }
  if (html !== undefined) await writeWhole(resolve(run.cwd, html), reportHtml(input));
  if (csv !== undefined) await writeWhole(resolve(run.cwd, csv), reportCsv(input));
  const { terminal } = run;
  const document: { readonly verdict: { readonly state: string } } = JSON.parse(reportJson(input));
  return {
    exitCode: needsSomebody.has(document.verdict.state) ? 1 : 0,
    data: document,
    text: reportText(input, { colour: terminal.hasStyles, width: terminal.width }),
  };
}

const needsSomebody: ReadonlySet<string> = new Set(['open', 'unbalanced']);
