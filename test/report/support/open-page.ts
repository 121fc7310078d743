import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type HtmlOptions, type ReportInput, reportHtml } from '@alipay-intl/reconciliation/report';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page that was opened from a file, and everything that it did beside being shown. */
export interface OpenedPage {
  readonly page: Page;
  /** Addresses that it asked for; its own is the first. */
  readonly requests: readonly string[];
  /** Dialogs, messages on the console (breaches of the policy among them) and errors of scripts. */
  readonly incidents: readonly string[];
  readonly url: string;
  close(): Promise<void>;
}

let count = 0;

/** Writes a report into a folder and opens it, without a network. */
export async function openReport(
  browser: Browser,
  folder: string,
  input: ReportInput,
  { html, ...context }: BrowserContextOptions & { readonly html?: HtmlOptions } = {},
): Promise<OpenedPage> {
  const file = join(folder, `report-${++count}.html`);
  writeFileSync(file, reportHtml(input, html));
  const url = pathToFileURL(file).href;
  const opened = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...context,
    offline: true,
  });
  const page = await opened.newPage();
  const requests: string[] = [];
  const incidents: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => incidents.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, requests, incidents, url, close: () => opened.close() };
}

/** What a script in the page says; a text, as the tests know no DOM. */
export async function inPage<T>(page: Page, script: string): Promise<T> {
  return (await page.evaluate(script)) as T;
}
