import { expect } from 'vitest';
import { violationsOf } from '../../support/counts.ts';
import type { JobRange } from '../../support/run-in-jobs.ts';
import { families } from '../world/setting.ts';
import { stories } from '../world/stories/stories.ts';
import { useOneThread } from './one-thread.ts';
import { runWorlds, smallDaysOfWorld } from './run-worlds.ts';

/** Runs worlds and expects that each day comes to what was planted. */
export async function expectNoViolation(range: JobRange): Promise<void> {
  useOneThread();
  const report = await runWorlds(range);
  expect(report.examples).toEqual([]);
  expect(violationsOf(report)).toBe(0);
  expect(report.smallDays).toBe((range.to - range.from) * smallDaysOfWorld);
  // Otherwise something was never tried, and the rest would prove less than it says.
  expect(Object.keys(report.families).toSorted()).toEqual(families.toSorted());
  expect(Object.entries(report.told).filter(([, count]) => count === 0)).toEqual([]);
  expect(Object.keys(report.told).length).toBeGreaterThan(Object.keys(stories).length - 5);
  for (const kind of plantedKinds) expect(report.planted[kind], kind).toBeGreaterThan(0);
}

const plantedKinds: readonly string[] = [
  ...new Set(Object.values(stories).flatMap(({ plants, fits }) => (fits === undefined ? [plants] : []))),
  ...['SUMMARY_MISMATCH', 'FILE_MISSING', 'FILE_SEQ_GAP', 'FX_MISMATCH'],
].filter((kind) => kind !== 'none');
