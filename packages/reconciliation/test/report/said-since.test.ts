import {
  type ReportInput,
  reportCsv,
  reportHtml,
  reportJson,
  reportText,
} from '@alipay-intl/reconciliation/report';
import { describe, expect, test } from 'vitest';
import { closedInput, countsOf } from '../../../../test/report/support/sample-day.ts';
import { ledgerSide, sampleBreak } from '../../../../test/report/support/sample-rows.ts';
import { verdictOf } from '../../src/report/verdict.ts';

const waiting = sampleBreak('MISSING_AT_PROVIDER', {
  standing: 'waiting',
  dueDay: '2026-11-21',
  ledger: ledgerSide(),
});

function inputOf(standing?: 'open' | 'closed-by-run'): ReportInput {
  const notes =
    standing && new Map([[waiting.id, { standing, by: 'nightly', reason: 'said by the next day' }]]);
  const result = { ...closedInput.result, state: 'waiting' as const };
  return { ...closedInput, notes, result: { ...result, breaks: [waiting], counts: countsOf([waiting]) } };
}

describe('a break that waited when the day was run', () => {
  test('and has become open since is explained as open in every report', () => {
    const input = inputOf('open');
    expect(verdictOf(input)).toMatchObject({ state: 'open', open: 1, waiting: 0 });
    for (const written of [reportText(input), reportHtml(input), reportCsv(input)]) {
      expect(written).toMatch(/ask\s+Alipay/);
      expect(written).toContain('In own books, not at Alipay');
      expect(written).not.toContain('Nothing yet.');
    }
    expect(JSON.parse(reportJson(input)).breaks).toMatchObject([
      { standing: 'waiting', standingNow: 'open', note: { by: 'nightly' } },
    ]);
  });

  test('and has ended since does not keep the day waiting', () => {
    expect(verdictOf(inputOf('closed-by-run'))).toMatchObject({ state: 'closed-by-people', explained: 1 });
    expect(verdictOf(inputOf()).state).toBe('waiting');
  });
});

test('rows that were only counted are told as of the run, because nobody knows what became of each', () => {
  const pending = { ...countsOf([waiting])[0]!, kind: 'PENDING_SETTLEMENT' as const, rows: 4 };
  const result = { ...closedInput.result, state: 'waiting' as const, counts: [pending] };
  const input = { ...closedInput, result };
  expect(verdictOf(input).sentence).toBe(
    'Everything that was due at the time of this run agrees. 4 rows were not due then.',
  );
  expect(reportHtml(input)).toContain('4 waiting at the time of this run, in order until their due day.');
});
