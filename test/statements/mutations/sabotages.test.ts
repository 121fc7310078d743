import { expect, test } from 'vitest';
import { violationsOf } from '../../support/counts.ts';
import type { ReaderUnderTest } from './reader-under-test.ts';
import { runTrial } from './run-trial.ts';
import { sabotages } from './sabotages.ts';

const batch = 250;
const mutantsMost = 10_000;

/** Whether some changed files show a planted defect by what the reader does with them. */
async function isFound(reader: ReaderUnderTest): Promise<boolean> {
  for (let from = 0; from < mutantsMost; from += batch) {
    if (violationsOf(await runTrial({ seed: 1, from, to: from + batch }, reader)) > 0) return true;
  }
  return false;
}

test.each(Object.entries(sabotages))(
  'changed files show that %s',
  async (_, reader) => {
    expect(await isFound(reader)).toBe(true);
  },
  120_000,
);
