import { expect, test } from 'vitest';
import { sampleText } from '../../statement/support/samples.ts';
import { matchSmallDay } from '../support/books.ts';

const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const summary = 'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv';

test('each sum that differs is a break of its own, with what is at stake to the last digit', async () => {
  const { result } = await matchSmallDay({
    files: {
      [summary]: sampleText(summary),
      [details]: sampleText(details).replace('97.20,USD', '97.15,USD').replace('-2.50,USD', '-2.55,USD'),
    },
  });
  const sums = result.breaks.filter(({ kind }) => kind === 'SUMMARY_MISMATCH');
  expect(sums.map(({ file, atStake }) => [file?.defects[0]?.column, atStake]).toSorted()).toEqual([
    ['fee of PAYMENT', 5n],
    ['fee of TOTAL', 5n],
    ['settlement of PAYMENT', 5n],
    ['settlement of TOTAL', 5n],
  ]);
  expect(new Set(sums.map(({ id }) => id)).size).toBe(4);
});
