import { expect, test } from 'vitest';
import { mutationNames } from './mutate.ts';
import { runMutations } from './run-mutations.ts';

test('20,000 changed notifications: none is believed, none has an effect, none throws', async () => {
  const { broken, examples, ...report } = await runMutations({ seed: 1, from: 0, to: 20_000 });
  expect(examples).toEqual([]);
  expect(Object.values(broken).filter((count) => count > 0)).toEqual([]);
  expect(report.mutants).toBe(20_000);
  expect(report.believed + report.refused).toBe(report.mutants);
  // Otherwise something was never tried, and the rest would prove less than it says.
  expect(Object.keys(report.mutations).toSorted()).toEqual(mutationNames.toSorted());
  expect(
    Object.values(report.classes).every(({ believed, mutants }) => believed > 0 && believed < mutants),
  ).toBe(true);
  expect(Object.keys(report.codes)).toHaveLength(11);
}, 120_000);
