import { describe, expect, test } from 'vitest';
import { chromiumOrNone } from './support/chromium.ts';
import { inPage } from './support/open-page.ts';
import { sampleInput, sampleResult } from './support/sample-day.ts';
import { showing } from './support/showing.ts';

const browser = await chromiumOrNone();

describe.skipIf(browser === undefined)('what the page of a report shows', () => {
  const show = showing(browser);

  test('landmarks, headings and tables have names', async () => {
    const { page } = await show(sampleInput);
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of [
      '- banner:',
      '- heading "Friday, 20 November 2026" [level=1]',
      '- region "Not closed":',
      '- heading "What to do next" [level=2]',
      '- navigation "On this page":',
      '- main:',
      '- region "Totals by currency":',
      '- columnheader "Own books"',
      '- row "JPY 18,252,500 18,213,300 −39,200 17,200,100 −258,002 16,942,098 141,200":',
      '- rowheader "JPY"',
      '- img "Open breaks by kind"',
      '- img "Age of open items in days"',
      '- img "Payments and refunds by hour"',
      '- search "Filter the breaks":',
      '- searchbox "Search"',
      '- combobox "Standing":',
      '- status: 33 breaks',
      '- button "Details of break 1, In own books, not at Alipay"',
      '- contentinfo:',
    ]) {
      expect(tree).toContain(part);
    }
  });

  test('each drawing has its figures beside it', async () => {
    const { page } = await show(sampleInput);
    await page.getByText('Figures of “Payments and refunds by hour”').click();
    const table = page.getByRole('table', { name: 'Payments and refunds by hour and currency' });
    expect(await table.getByRole('row').count()).toBe(sampleResult.hours.length + 1);
    expect(await inPage<string>(page, 'document.getElementById("hours-desc").textContent')).toBe(
      "5,692 payments and 443 refunds in Alipay's files. The busiest hour begins at 19:00 UTC+8 with 584 and 46.",
    );
  });

  test('balances: what is in is accounted for', async () => {
    const { page } = await show(sampleInput);
    const table = page.getByRole('table', { name: 'Rows and money: Own books' });
    const cells = async (name: string): Promise<readonly string[]> =>
      await table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
        .getByRole('cell')
        .allTextContents();
    expect(await cells('In')).toEqual(['4,420', '48,243.45', '18,252,500', '912.500', '554,240.93']);
    expect(await cells('Accounted for')).toEqual(await cells('In'));
    expect(await page.getByText('Adds up', { exact: true }).count()).toBe(4);
  });

  test('a broken balance is told at the top', async () => {
    const { ledger } = sampleResult.balances;
    const balances = { ...sampleResult.balances, ledger: { ...ledger, carriedIn: { rows: 2, money: {} } } };
    const { page } = await show({ ...sampleInput, result: { ...sampleResult, balances } });
    expect(await page.getByRole('heading', { name: 'Do not use this result' }).count()).toBe(1);
    expect(await page.getByText('Does not add up: do not use this result').count()).toBe(1);
  });

  test('a dark scheme is dark, and paper is white in it', async () => {
    const { page } = await show(sampleInput, { colorScheme: 'dark' });
    const background = (): Promise<string> => inPage(page, 'getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(18, 22, 26)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await background()).toBe('rgb(255, 255, 255)');
  });
});
