import { matchDay } from '@alipay-intl/reconciliation/match';
import type { Violation } from '../trial/judge.ts';
import type { Sabotage } from './sabotages.ts';
import { resultOf, shownBy, type Witness } from './witness.ts';

/** Rows that are older than the books by more than the contract allows are there on the fourth day. */
const runsMost = 4;

/** One of each family; some contracts are rare. */
const [worldsFirst, worldsMost] = [6, 24];
const branchesOfWorld = 30;

/** Where a planted defect shows, and by what. */
export interface Found {
  readonly witness: Witness;
  readonly violation: Violation;
}

/**
 * Searches the worlds of a seed for one that shows a planted defect, on the first day before any other, and leaves out its branches as
 * long as it does.
 *
 * @param known - Witnesses of other defects; one that shows this one as early is not searched for again.
 * @returns `undefined` where no world shows it.
 * @throws Error where what was found is wrong without the planted defect as well.
 */
export async function findWitness(
  seed: number,
  sabotage: Sabotage,
  known: readonly Witness[],
): Promise<Found | undefined> {
  for (let runs = 1; runs <= runsMost; runs += 1) {
    const fitting = known.filter((witness) => witness.runs === runs);
    const again = await firstShown(fitting, sabotage);
    if (again !== undefined) return again;
    const worlds = runs === runsMost ? worldsMost : worldsFirst;
    const found = await firstShown(
      Array.from({ length: worlds }, (_, world) => wholeWitness(seed, world, runs)),
      sabotage,
    );
    if (found !== undefined) return await withFewest(found, sabotage);
  }
  return undefined;
}

function wholeWitness(seed: number, world: number, runs: number): Witness {
  const first = world * branchesOfWorld;
  return { seed, world, branches: Array.from({ length: branchesOfWorld }, (_, at) => first + at), runs };
}

async function firstShown(witnesses: readonly Witness[], sabotage: Sabotage): Promise<Found | undefined> {
  for (const witness of witnesses) {
    const violation = await shownBy(witness, sabotage);
    if (violation !== undefined) return { witness, violation };
  }
  return undefined;
}

/** Leaves out half of the branches, a quarter, and so on down to single ones. */
async function withFewest(found: Found, sabotage: Sabotage): Promise<Found> {
  let best = found;
  let size = found.witness.branches.length;
  do {
    size = Math.ceil(size / 2);
    for (let at = 0; at < best.witness.branches.length; ) {
      const witness = { ...best.witness, branches: best.witness.branches.toSpliced(at, size) };
      const violation = witness.branches.length === 0 ? undefined : await shownBy(witness, sabotage);
      if (violation === undefined) at += size;
      else best = { witness, violation };
    }
  } while (size > 1);
  const [wrong] = await resultOf(best.witness, matchDay);
  if (wrong !== undefined) throw new Error(`wrong without a planted defect: ${wrong.day} ${wrong.what}`);
  return best;
}
