import type { ReportInput } from '@alipay-intl/reconciliation/report';
import { expect, test } from 'vitest';
import {
  closedInput,
  countsOf,
  sampleInput,
  sampleResult,
} from '../../../../test/report/support/sample-day.ts';
import { sampleBreak } from '../../../../test/report/support/sample-rows.ts';
import { countsNow } from '../../src/report/standing-now.ts';
import { verdictOf } from '../../src/report/verdict.ts';

const open = sampleBreak('AMOUNT_MISMATCH', { id: 'a'.repeat(20), atStake: 360n });
const waiting = sampleBreak('MISSING_AT_PROVIDER', {
  id: 'b'.repeat(20),
  standing: 'waiting',
  currency: 'JPY',
  atStake: 48_000n,
});

function inputOf(change: Partial<ReportInput['result']>, notes?: ReportInput['notes']): ReportInput {
  return { ...closedInput, notes, result: { ...closedInput.result, ...change } };
}

function noteOf(id: string, standing: 'open' | 'closed-by-person'): ReportInput['notes'] {
  return new Map([[id, { standing, by: 'a person', reason: 'seen' }]]);
}

test('a day on which all agrees is closed', () => {
  expect(verdictOf(closedInput)).toMatchObject({ state: 'closed', headline: 'Closed', open: 0, atStake: [] });
});

test('open breaks are told with what is at stake', () => {
  const breaks = [open, waiting];
  expect(verdictOf(inputOf({ state: 'open', breaks, counts: countsOf(breaks) }))).toMatchObject({
    state: 'open',
    sentence: '1 break needs somebody to look.',
    open: 1,
    waiting: 1,
    atStake: [{ currency: 'USD', value: 360n }],
  });
});

test("a person's word moves a break, its rows and its money", () => {
  const breaks = [open, waiting];
  const counts = countsOf(breaks);
  const closed = inputOf({ state: 'open', breaks, counts }, noteOf(open.id, 'closed-by-person'));
  expect(verdictOf(closed)).toMatchObject({
    state: 'waiting',
    open: 0,
    waiting: 1,
    explained: 1,
    atStake: [],
  });
  const alone = inputOf(
    { state: 'open', breaks: [open], counts: countsOf([open]) },
    noteOf(open.id, 'closed-by-person'),
  );
  expect(verdictOf(alone)).toMatchObject({ state: 'closed-by-people', headline: 'Closed' });
  const turned = inputOf(
    { state: 'waiting', breaks: [waiting], counts: countsOf([waiting]) },
    noteOf(waiting.id, 'open'),
  );
  expect(verdictOf(turned)).toMatchObject({
    state: 'open',
    open: 1,
    waiting: 0,
    atStake: [{ currency: 'JPY', value: 48_000n }],
  });
});

test('what is only counted stays counted', () => {
  const counts = [{ ...countsOf([open])[0]!, rows: 5, atStake: 1_000n }];
  const input = inputOf({ state: 'open', breaks: [open], counts }, noteOf(open.id, 'closed-by-person'));
  expect(countsNow(input)).toEqual([
    { kind: 'AMOUNT_MISMATCH', standing: 'open', currency: 'USD', rows: 4, atStake: 640n },
    { kind: 'AMOUNT_MISMATCH', standing: 'closed-by-person', currency: 'USD', rows: 1, atStake: 360n },
  ]);
  expect(verdictOf(input)).toMatchObject({ state: 'open', open: 4 });
});

test('a day that its run calls open is not closed by a lack of breaks', () => {
  expect(verdictOf(inputOf({ state: 'open' })).state).toBe('open');
});

test('files to come are told first', () => {
  const early = inputOf({ state: 'not-yet-due', missingFiles: sampleResult.missingFiles });
  expect(verdictOf(early)).toMatchObject({ state: 'not-yet-due', sentence: '1 file is still to come.' });
});

test.each(['ledger', 'transactions', 'unsettled', 'settlements'] as const)(
  'a balance of %s that lost a row or a unit of money makes the result useless',
  (name) => {
    const side = closedInput.result.balances[name];
    const { rows, money } = side.added;
    const lost = [
      { rows: rows + 1, money },
      { rows, money: { ...money, USD: (money['USD'] ?? 0n) - 1n } },
      { rows, money: { ...money, HKD: 1n } },
    ];
    for (const added of lost) {
      const balances = { ...closedInput.result.balances, [name]: { ...side, added } };
      expect(verdictOf(inputOf({ balances }))).toMatchObject({
        state: 'unbalanced',
        headline: 'Do not use this result',
      });
    }
  },
);

test('files are named first among what to do where a file is at fault', () => {
  expect(verdictOf(sampleInput).next[0]).toMatch(/^Look at the files first/);
  expect(verdictOf(inputOf({ state: 'open', breaks: [open], counts: countsOf([open]) })).next).toHaveLength(
    2,
  );
});
