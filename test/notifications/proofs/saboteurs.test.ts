import { expect, test } from 'vitest';
import type { Violation } from './mutation-report.ts';
import type { Sabotage } from './receiver-under-test.ts';
import { runMutations } from './run-mutations.ts';
import { sabotages } from './saboteurs.ts';

const batch = 400;
const mutantsMost = 8_000;

/** Whether some mutants notice a planted defect by what it does. */
async function isFound(finding: Violation, sabotage: Sabotage): Promise<boolean> {
  for (let from = 0; from < mutantsMost; from += batch) {
    const { broken } = await runMutations({ seed: 1, from, to: from + batch, sabotage });
    if (broken[finding] > 0) return true;
  }
  return false;
}

test.each(sabotages)(
  'mutations find that %s: %s',
  async (_name, finding, sabotage) => {
    expect(await isFound(finding, sabotage)).toBe(true);
  },
  120_000,
);
