import { type ReportInput, reportHtml, reportText } from '@alipay-intl/reconciliation/report';
import { expect, test } from 'vitest';
import { closedInput, countsOf } from '../../../../test/report/support/sample-day.ts';
import { sampleBreak, transactionSide } from '../../../../test/report/support/sample-rows.ts';

/** What the page says about a drawing. */
function saidOf(name: string, input: ReportInput): string | undefined {
  return new RegExp(`<desc id="${name}-desc">(.*?)</desc>`).exec(reportHtml(input))?.[1];
}

function openDay(found: ReturnType<typeof sampleBreak>): ReportInput {
  const result = {
    ...closedInput.result,
    state: 'open' as const,
    breaks: [found],
    counts: countsOf([found]),
  };
  return { ...closedInput, result };
}

test('both drawings of open breaks are about the same ones, those of earlier days among them', () => {
  const earlier = sampleBreak('OVERDUE_SETTLEMENT', { day: '2026-10-02', transaction: transactionSide() });
  const input = { ...closedInput, stillOpen: [earlier] };
  expect(reportHtml(input)).not.toContain('Nothing is open');
  expect(saidOf('kinds', input)).toMatch(/^1 open, 1 of them of earlier days\. 0 waiting/);
  expect(saidOf('ages', input)).toBe('1 of 1 listed item is older than three days.');
  expect(reportText(input)).toMatch(/Breaks by kind\n.*\n {2}Open\n {4}Settlement overdue +1 +USD 129\.50\n/);
  expect(saidOf('kinds', closedInput)).toBe('There are no breaks.');
});

test('the page and the text have the same words where no amount can be named', () => {
  const file = openDay(sampleBreak('FILE_MISSING', { currency: undefined, atStake: 0n }));
  expect(reportText(file)).toContain('At stake: no amount that can be named.');
  expect(reportHtml(file)).toContain('<dt>At stake</dt><dd>no amount that can be named</dd>');
  expect(reportHtml(closedInput)).toContain('<dt>At stake</dt><dd>none</dd>');
});

test('a currency in which nothing moved and something is at stake has a line of totals', () => {
  const found = sampleBreak('OVERDUE_SETTLEMENT', { currency: 'GBP', atStake: 4_200n, day: '2026-11-10' });
  const zeros = '<td class="n zero">0.00</td>'.repeat(6);
  expect(reportHtml(openDay(found))).toContain(
    `<tr><th scope="row">GBP</th>${zeros}<td class="n">42.00</td></tr>`,
  );
  const { result } = openDay(found);
  const page = reportHtml({ ...closedInput, result: { ...result, totals: [] } });
  expect(page).toContain('<th scope="row">GBP</th>');
  expect(page).not.toContain('No money moved');
});

test('what is missing at Alipay is told without a file that may not have come', () => {
  const text = reportText(openDay(sampleBreak('MISSING_AT_PROVIDER')));
  expect(text).not.toContain('are in the books');
  expect(reportHtml(openDay(sampleBreak('MISSING_AT_PROVIDER')))).toContain(
    'Where one of them did not come, it may have it.',
  );
});
