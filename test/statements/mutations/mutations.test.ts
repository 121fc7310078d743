import { expect, test } from 'vitest';
import { violationsOf } from '../../support/counts.ts';
import { recipeNames } from '../day/make-day.ts';
import { mutationNames } from './mutate.ts';
import { runCuts, runTrial } from './run-trial.ts';

test('20,000 changed files: none is silently accepted', async () => {
  const report = await runTrial({ seed: 1, from: 0, to: 20_000 });
  expect(report.examples).toEqual([]);
  expect(violationsOf(report)).toBe(0);
  expect(report.mutants).toBe(20_000);
  expect(report.outcomes.broken).toBe(0);
  // Otherwise something was never tried, and the rest would prove less than it says.
  expect(Object.keys(report.changes).toSorted()).toEqual(mutationNames.toSorted());
  expect(Object.values(report.outcomes).filter((count) => count === 0)).toHaveLength(1);
}, 240_000);

test('files of each kind of day, cut at every byte: none is silently accepted', async () => {
  const report = await runCuts(
    3,
    recipeNames.map((_, number) => number),
  );
  expect(report.examples).toEqual([]);
  expect(violationsOf(report)).toBe(0);
  expect(report.mutants).toBeGreaterThan(10_000);
}, 240_000);
