import { beforeAll, expect, test } from 'vitest';
import { useOneThread } from '../trial/one-thread.ts';
import { runWorld } from '../trial/run-world.ts';
import { makeWorld } from '../world/make-world.ts';
import { type Sabotage, sabotages } from './sabotages.ts';

const worldsMost = 24;
const branches = 25;

/** Whether a world shows a planted defect by what comes of its days. One whose statements cannot be run shows nothing. */
async function isFound({ engine, changed }: Sabotage): Promise<boolean> {
  for (let number = 0; number < worldsMost; number += 1) {
    const first = number * branches;
    const numbers = Array.from({ length: branches }, (_, at) => first + at);
    const [violation] = await runWorld(makeWorld(3, number, numbers), engine);
    if (violation === undefined) continue;
    expect(violation.what).not.toContain('ERR_MATCH_FAILED');
    return changed?.() !== 0;
  }
  return false;
}

beforeAll(useOneThread);

test.each(Object.entries(sabotages))(
  'small worlds show that %s',
  async (_, sabotage) => {
    expect(await isFound(sabotage)).toBe(true);
  },
  300_000,
);
