import { reportHtml } from '@alipay-intl/reconciliation/report';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countsOf, sampleInput, sampleResult } from '../../../../test/report/support/sample-day.ts';
import { sampleBreak, transactionSide } from '../../../../test/report/support/sample-rows.ts';
import { html } from '../../src/report/html/html.ts';

test('texts are escaped, markup made by the template is not', () => {
  const text = `<b title="x">'&\``;
  expect(html`<p title="${text}">${text}</p>`.toString()).toBe(
    '<p title="&#60;b title=&#34;x&#34;&#62;&#39;&#38;&#96;">&#60;b title=&#34;x&#34;&#62;&#39;&#38;&#96;</p>',
  );
  expect(html`<ul>${[1, 2].map((one) => html`<li>${one}</li>`)}</ul>${undefined}`.toString()).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  );
});

test('what cannot be seen is shown as its code', () => {
  expect(html`${'a\u202eb\u0000\ud800\u200d'}`.toString()).toBe('a⟨U+202E⟩b⟨U+0000⟩⟨U+D800⟩⟨U+200D⟩');
});

test('no text can leave its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.toString()).toMatch(/^(?:[^<>"'`&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|&#\d+;)*$/u);
    }),
  );
});

test('at most so many breaks are on the page; the rest is in the CSV', () => {
  const breaks = Array.from({ length: 2_100 }, (_, at) =>
    sampleBreak('MISSING_IN_LEDGER', { transaction: transactionSide({ line: at }) }),
  );
  const input = { ...sampleInput, result: { ...sampleResult, breaks, counts: countsOf(breaks) } };
  const groups = (page: string): number => page.split('<tbody role="rowgroup"').length - 1;
  const page = reportHtml(input, { csvName: 'breaks-2026-11-20.csv' });
  expect(groups(page)).toBe(2_000);
  expect(page).toContain(
    'The first 2,000 breaks are here; all 2,100 are in <bdi>breaks-2026-11-20.csv</bdi>.',
  );
  const small = reportHtml(input, { breaksMax: 5 });
  expect(groups(small)).toBe(5);
  expect(small).toContain('all 2,100 are in the CSV report.');
});
