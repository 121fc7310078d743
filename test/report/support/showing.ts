import type { ReportInput } from '@alipay-intl/reconciliation/report';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type OpenedPage, openReport } from './open-page.ts';

/** Opens reports in a browser; they are closed behind each test, and the browser behind the last. */
export type Show = (input: ReportInput, options?: Parameters<typeof openReport>[3]) => Promise<OpenedPage>;

/** Must be called where tests are described. */
export function showing(browser: Browser | undefined): Show {
  const opened: OpenedPage[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => browser?.close());
  return async (input, options) => {
    if (browser === undefined) throw new Error('there is no browser');
    const page = await openReport(browser, temporaryFolder(), input, options);
    opened.push(page);
    return page;
  };
}

/** Opens everything that can be opened. */
export async function openDetails(page: Page): Promise<void> {
  for (const one of await page.locator('summary').all()) await one.click();
  const button = page.getByRole('button', { name: 'Open all details' });
  if ((await button.count()) > 0) await button.click();
}
