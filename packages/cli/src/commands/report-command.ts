import { resolve } from 'node:path';
import { availability } from '@alipay-intl/reconciliation/fetch';
import { reportCsv, reportHtml, reportJson, reportText } from '@alipay-intl/reconciliation/report';
import { dayAt } from '../calendar.ts';
import type { ReportArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import { withBooks } from '../nightly/books.ts';
import { reportInputOf } from '../nightly/report-input-of.ts';
import { workingDaysOf } from '../nightly/working-days-of.ts';
import { writeWhole } from '../nightly/write-whole.ts';

/** `report` */
export async function reportCommand(run: Run, options: ReportArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const merchant = merchantOf(configuration, options.merchant);
  const { day, html, csv } = options;
  const input = await withBooks(configuration, run, ({ book }) => reportInputOf(book, merchant, day));
  if (input === undefined) return await notCompared(configuration, merchant, day, run);
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

/** A day that may still come is not compared yet; one that is over was never run, and one to come cannot be. */
async function notCompared(
  configuration: Configuration,
  { id, name, family, booksBegin }: MerchantConfiguration,
  day: string,
  { clock, terminal }: Run,
): Promise<Outcome> {
  const nowMs = clock.now();
  const today = dayAt(nowMs);
  if (day > today)
    throw wrongArgument(
      `The day ${day} is in the future: in UTC+8 it is ${today}.`,
      'Name a day that is over.',
    );
  if (day < booksBegin)
    throw wrongArgument(
      `The day ${day} is before ${booksBegin}, with which the books of ${id} begin.`,
      'Name that day or a later one.',
    );
  const isWorkingDay = await workingDaysOf(configuration);
  const { state } = availability({ family, report: 'transaction', day }, nowMs, isWorkingDay);
  if (day < today && state !== 'due' && state !== 'not-yet-due')
    throw wrongArgument(
      `The day ${day} of ${id} was not reconciled.`,
      `alipay-intl reconcile --through ${day} runs it, and the days before it.`,
    );
  const sentence = day === today ? 'The day is not over.' : 'Its files may still come.';
  const verdict = { state: 'not-yet-due', headline: 'Not compared yet', sentence };
  const next = 'alipay-intl nightly compares it when its files are there.';
  return {
    exitCode: 2,
    data: { merchant: { id, name: name ?? null }, day, verdict: { ...verdict, next: [next] } },
    text: `${day} of ${id}: ${terminal.style('yellow', 'not compared yet')}. ${sentence}\nNext: ${next}\n`,
  };
}

const needsSomebody: ReadonlySet<string> = new Set(['open', 'unbalanced']);
