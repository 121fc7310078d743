import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumOrNone } from './support/chromium.ts';
import { hostileInput } from './support/hostile-input.ts';
import { inPage } from './support/open-page.ts';
import { closedInput, sampleInput, sampleResult } from './support/sample-day.ts';
import { openDetails, showing } from './support/showing.ts';

const browser = await chromiumOrNone();

describe.skipIf(browser === undefined)('the page of a report, wherever it is opened', () => {
  const show = showing(browser);

  describe.each([
    ['breaks of every kind', sampleInput],
    ['hostile texts', hostileInput],
    ['a closed day', closedInput],
  ])('%s', (_, input) => {
    test.each([true, false])(
      'asks for nothing and does nothing else; JavaScript: %s',
      async (javaScriptEnabled) => {
        const { page, requests, incidents, url } = await show(input, { javaScriptEnabled });
        if (javaScriptEnabled)
          await inPage(page, `document.querySelectorAll('button').forEach((one) => one.click())`);
        expect(requests).toEqual([url]);
        expect(incidents).toEqual([]);
      },
    );

    test('360 pixels are enough: only tables in their boxes scroll sideways', async () => {
      const { page } = await show(input, { viewport: { width: 360, height: 740 } });
      await openDetails(page);
      expect(await inPage<number>(page, 'document.documentElement.scrollWidth')).toBe(360);
    });

    test('on paper nothing is folded away and nothing is cut off', async () => {
      const { page } = await show(input, { viewport: { width: 718, height: 1000 } });
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#breaks tr.detail:visible').count()).toBe(input.result.breaks.length);
      expect(await page.locator('form:visible, button.more:visible, nav:visible').count()).toBe(0);
      expect(await inPage<number>(page, 'document.documentElement.scrollWidth')).toBe(718);
      // The figures of the charts are printed, too.
      expect(await page.locator('figure details table:visible').count()).toBe(3);
    });
  });

  test.each([
    ['light', 1280, sampleInput],
    ['dark', 360, sampleInput],
    ['dark', 1280, closedInput],
  ] as const)('%s, %i pixels: axe finds nothing', async (colorScheme, width, input) => {
    const { page } = await show(input, {
      colorScheme,
      viewport: { width, height: 800 },
      html: { breaksMax: 6 },
    });
    await openDetails(page);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('without JavaScript everything is there but sorting and filtering', async () => {
    const { page } = await show(sampleInput, { javaScriptEnabled: false });
    expect(await page.locator('#breaks tr.detail:visible').count()).toBe(sampleResult.breaks.length);
    expect(await page.locator('button:visible, form:visible').count()).toBe(0);
    await page.getByText('Figures of “Open breaks by kind”', { exact: true }).click();
    expect(await page.getByRole('table', { name: 'Breaks by kind and standing' }).isVisible()).toBe(true);
  });

  test('hostile texts are texts', async () => {
    const { page } = await show(hostileInput);
    await openDetails(page);
    const counts = await inPage<Readonly<Record<string, number>>>(
      page,
      `({
        scripts: document.scripts.length,
        styles: document.querySelectorAll('style, link').length,
        foreign: document.querySelectorAll('img, iframe, object, embed, base, h1 ~ h1').length,
        handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on') || name === 'style')).length,
        links: [...document.querySelectorAll('[href], [src], [action]')].filter((one) => !(one.getAttribute('href') ?? '').startsWith('#')).length,
      })`,
    );
    expect(counts).toEqual({ scripts: 1, styles: 1, foreign: 0, handlers: 0, links: 0 });
    const text = await inPage<string>(page, 'document.body.textContent');
    expect(text).toContain('<script>alert(1)</script>');
    expect(text).toContain('invoice⟨U+202E⟩fdp.exe');
    expect(text).toContain(`${'A'.repeat(200)}… (5000 characters)`);
    expect(text).not.toContain('A'.repeat(201));
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  });
});

async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await inPage<readonly string[]>(
    page,
    `axe.run(document).then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; ')))`,
  );
}
