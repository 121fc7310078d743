import { reportCsv, reportHtml, reportJson, reportText } from '@alipay-intl/reconciliation/report';
import { expect, test } from 'vitest';
import { closedInput, sampleInput, sampleResult } from '../../../../test/report/support/sample-day.ts';
import { sampleBreak, transactionSide } from '../../../../test/report/support/sample-rows.ts';

const earlier = sampleBreak('OVERDUE_SETTLEMENT', {
  id: 'e'.repeat(20),
  day: '2026-10-02',
  atStake: 5_000n,
  transaction: transactionSide({ ownId: 'ORDER-OF-OCTOBER' }),
});

test('open breaks of earlier days are in every report, beside the verdict', () => {
  const input = { ...closedInput, stillOpen: [earlier] };
  expect(reportText(input)).toContain(
    'CLOSED\nOwn books and Alipay agree on every row.\n1 break of an earlier day is still open.\nAt stake in them: USD 50.00.\n',
  );
  expect(reportText(input)).toContain('ORDER-OF-OCTOBER');
  expect(reportCsv(input)).toContain('"\'ORDER-OF-OCTOBER"');
  const page = reportHtml(input);
  expect(page).toContain('1 break of an earlier day is still open.');
  expect(page).toContain('<bdi class="id">ORDER-OF-OCTOBER</bdi>');
  expect(page).toContain('1 of 1 listed item is older than three days.');
  expect(JSON.parse(reportJson(input))).toMatchObject({
    verdict: {
      state: 'closed',
      earlierOpen: 1,
      earlierAtStake: [{ currency: 'USD', exponent: 2, value: '5000' }],
    },
    breaks: [],
    stillOpen: [{ id: earlier.id, day: '2026-10-02' }],
  });
});

test('they are told once, and not when somebody has closed them', () => {
  const [first] = sampleResult.breaks;
  const twice = { ...sampleInput, stillOpen: first === undefined ? [] : [first] };
  expect(reportJson(twice)).toBe(reportJson(sampleInput));
  const note = { standing: 'closed-by-person', by: 'a person', reason: 'paid' } as const;
  const closed = { ...closedInput, stillOpen: [earlier], notes: new Map([[earlier.id, note]]) };
  expect(reportText(closed)).toBe(reportText(closedInput));
});
