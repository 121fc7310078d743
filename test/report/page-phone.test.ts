import { describe, expect, test } from 'vitest';
import { chromiumOrNone } from './support/chromium.ts';
import { inPage } from './support/open-page.ts';
import { sampleInput } from './support/sample-day.ts';
import { showing } from './support/showing.ts';

const browser = await chromiumOrNone();

/** Pairs of buttons above the breaks that cover a part of each other, and buttons that leave the screen. */
const collisions = `(() => {
  const boxes = [...document.querySelectorAll('#breaks > thead button')].map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { name: one.textContent, left, right, top, bottom };
  });
  const apart = (one, other) =>
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  const pairs = boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => !apart(one, other)).map((other) => one.name + ' on ' + other.name));
  return [boxes.length, ...pairs, ...boxes.filter(({ right }) => right > innerWidth).map(({ name }) => name)];
})()`;

describe.skipIf(browser === undefined)('the page of a report on a phone', () => {
  const show = showing(browser);

  test('no button to sort the breaks lies on another one, nor beside the screen', async () => {
    const { page } = await show(sampleInput, {
      viewport: { width: 360, height: 740 },
      html: { breaksMax: 3 },
    });
    expect(await inPage(page, collisions)).toEqual([7]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await inPage(page, collisions)).toEqual([7]);
  });

  test('columns keep their widths on a wide screen and on paper', async () => {
    const { page } = await show(sampleInput, { html: { breaksMax: 3 } });
    const share = (): Promise<number> =>
      inPage(
        page,
        `document.querySelector('#breaks th:nth-child(5)').offsetWidth / document.getElementById('breaks').offsetWidth`,
      );
    expect(await share()).toBeCloseTo(0.19, 2);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ media: 'print' });
    expect(await share()).toBeCloseTo(0.19, 1);
  });
});
