import { expect, it } from 'vitest';
import { describeEnumeration, enumerateRuns } from './support/enumerate-runs.ts';
import type { Play } from './support/play-run.ts';

// A process may die at every boundary of a payment, whatever the gateway does and whoever goes on.
// Here a cancellation of a payment that Alipay does not know is confirmed.

// Fewer than these would mean that the enumeration has lost something.
const least = {
  collect: { scenarios: 50, boundaries: 4_200, deadly: 8_900 },
  refund: { scenarios: 15, boundaries: 750, deadly: 1_500 },
};

it.each(['collect', 'refund'] as const)(
  'loses nothing where a process dies in %s',
  async (job) => {
    const play: Omit<Play, 'choices'> = { family: 'barcode', jobs: [job], deaths: 1, breadth: 'main' };
    // Every lost call is an error, and nobody reads where it was made.
    Error.stackTraceLimit = 0;
    const found = await enumerateRuns(play);
    console.log(describeEnumeration(play, found));
    expect(found.violations).toEqual([]);
    expect(found.scenarios).toBeGreaterThanOrEqual(least[job].scenarios);
    expect(found.boundaries).toBeGreaterThanOrEqual(least[job].boundaries);
    expect(found.deadly).toBeGreaterThanOrEqual(least[job].deadly);
  },
  300_000,
);
