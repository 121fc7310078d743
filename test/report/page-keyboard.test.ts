import type { Break } from '@alipay-intl/reconciliation/match';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumOrNone } from './support/chromium.ts';
import { inPage } from './support/open-page.ts';
import { sampleInput, sampleResult } from './support/sample-day.ts';
import { showing } from './support/showing.ts';

const browser = await chromiumOrNone();

describe.skipIf(browser === undefined)('the page of a report with the keyboard', () => {
  const show = showing(browser);

  let page: Page;

  const idsShown = (): Promise<readonly string[]> =>
    inPage(
      page,
      `[...document.querySelectorAll('#breaks > tbody:not([hidden])')].map((group) => group.querySelector('.facts .id').textContent)`,
    );
  const status = (): Promise<string | null> => page.getByRole('status').textContent();

  const order = (compare: (left: Break, right: Break) => number): readonly string[] =>
    sampleResult.breaks.toSorted(compare).map(({ id }) => id);
  const byText =
    (textOf: (found: Break) => string) =>
    (left: Break, right: Break): number =>
      textOf(left) < textOf(right) ? -1 : textOf(left) > textOf(right) ? 1 : 0;
  const moneyKey = (currency: string | undefined, value: bigint | undefined): string =>
    currency === undefined || value === undefined ? '' : `${currency} ${(value + 10n ** 20n).toString()}`;

  test.each([
    ['Day', byText(({ day }) => day)],
    ['At stake', byText(({ currency, atStake }) => moneyKey(currency, atStake))],
    ['Difference', byText(({ currency, difference }) => moneyKey(currency, difference))],
  ])('sorts by %s, up and down', async (name, compare) => {
    ({ page } = await show(sampleInput));
    const head = page.locator('#breaks').getByRole('columnheader', { name, exact: true });
    expect(await head.getAttribute('aria-sort')).toBe(null);
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await idsShown()).toEqual(order(compare));
    expect(await status()).toBe(`33 breaks, sorted by ${name}, ascending`);
    await page.keyboard.press('Space');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await idsShown()).toEqual(order((left, right) => compare(right, left)));
  });

  test.each(['Break', 'Standing', 'Own books', 'Alipay'])('sorts by %s', async (name) => {
    ({ page } = await show(sampleInput));
    const before = await idsShown();
    await page
      .locator('#breaks')
      .getByRole('columnheader', { name: 'Day' })
      .getByRole('button')
      .press('Enter');
    await page
      .locator('#breaks')
      .getByRole('columnheader', { name, exact: true })
      .getByRole('button')
      .press('Enter');
    const sorted = await page
      .locator('#breaks')
      .getByRole('columnheader', { name, exact: true })
      .getAttribute('aria-sort');
    expect(sorted).toBe('ascending');
    expect(await page.locator('#breaks [aria-sort]').count()).toBe(1);
    const keys = await inPage<readonly string[]>(
      page,
      `(() => {
        const at = [...document.querySelectorAll('#breaks > thead th')].findIndex((head) => head.textContent === ${JSON.stringify(name)});
        return [...document.querySelectorAll('#breaks > tbody')].map((group) => group.rows[0].cells[at].dataset.key ?? group.rows[0].cells[at].textContent);
      })()`,
    );
    expect(keys).toEqual(keys.toSorted());
    expect((await idsShown()).toSorted()).toEqual(before.toSorted());
  });

  test('filters by a text and by what was chosen, and tells how many are left', async () => {
    ({ page } = await show(sampleInput));
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('order-jp settlement');
    expect(await status()).toBe('2 of 33 breaks');
    await page.keyboard.press('Enter');
    expect(await idsShown()).toHaveLength(2);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Waiting');
    expect(await page.getByRole('combobox', { name: 'Standing' }).inputValue()).toBe('waiting');
    expect(await status()).toBe('1 of 33 breaks');
    await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
    await expect.poll(status).toBe('33 breaks');
    await page.getByRole('combobox', { name: 'Currency' }).selectOption('KWD');
    expect(await idsShown()).toHaveLength(1);
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('FEE_MISMATCH');
    expect(await status()).toBe('0 of 33 breaks');
  });

  test('opens and closes the details of one break, and of all', async () => {
    ({ page } = await show(sampleInput));
    const button = page.getByRole('button', { name: /^Details of break 1,/ });
    expect(await page.locator('#breaks tr.detail:visible').count()).toBe(0);
    await button.press('Enter');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('#breaks tr.detail:visible').count()).toBe(1);
    await page.keyboard.press('Space');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await page.getByRole('button', { name: 'Open all details' }).press('Enter');
    expect(await page.locator('#breaks tr.detail:visible').count()).toBe(33);
    await page.getByRole('button', { name: 'Close all details' }).press('Enter');
    expect(await page.locator('#breaks tr.detail:visible').count()).toBe(0);
  });

  test('the focus can be seen wherever it goes', async () => {
    ({ page } = await show(sampleInput));
    const stops = await page
      .locator(
        'a:visible, button:visible, input:visible, select:visible, summary:visible, [tabindex="0"]:visible',
      )
      .count();
    expect(stops).toBeGreaterThan(50);
    for (let at = 0; at < stops + 1; at++) {
      await page.keyboard.press('Tab');
      const outline = await inPage<string>(
        page,
        `(() => { const one = document.activeElement; return one === document.body ? 'body' : getComputedStyle(one).outlineStyle; })()`,
      );
      expect(['solid', 'body']).toContain(outline);
    }
  });
});
