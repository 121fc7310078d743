import type { Violation } from '../trial/judge.ts';
import { type Engine, runWorld } from '../trial/run-world.ts';
import { makeWorld, type WorldName } from '../world/make-world.ts';
import type { Sabotage } from './sabotages.ts';

/** A world that shows a planted defect, with no branch that it could do without. */
export interface Witness extends Omit<WorldName, 'days'> {
  /** How many of its days must be run for it. */
  readonly runs: number;
}

/** A row that is forgotten over night is missed on the third day; some of what happens in a world does not fit in fewer. */
const daysLeast = 3;

const daysOf = (runs: number): number => Math.max(daysLeast, runs);

/** What the days of a witness come to with an engine: nothing where all is as it was planted. */
export const resultOf = ({ runs, ...name }: Witness, engine: Engine): Promise<readonly Violation[]> =>
  runWorld(makeWorld({ ...name, days: daysOf(runs) }), engine, runs);

/**
 * What shows a planted defect, if anything does.
 *
 * @throws Error where the changed statements cannot be run, which shows nothing.
 */
export async function shownBy(
  witness: Witness,
  { engine, changed }: Sabotage,
): Promise<Violation | undefined> {
  const [violation] = await resultOf(witness, engine);
  if (violation?.what.includes('ERR_MATCH_FAILED')) throw new Error(violation.what);
  return changed?.() === 0 ? undefined : violation;
}

/** Witnesses of one world as one, as what happens in a branch does not depend on the others. */
export function together(
  witnesses: readonly Witness[],
): readonly { readonly name: string; readonly witness: Witness }[] {
  const worlds = new Map<string, Witness>();
  for (const { seed, world, branches, runs } of witnesses) {
    const name = `world ${world} of seed ${seed} with ${daysOf(runs)} days`;
    const known = worlds.get(name);
    worlds.set(name, {
      ...{ seed, world, runs: Math.max(runs, known?.runs ?? 0) },
      branches: [...new Set([...branches, ...(known?.branches ?? [])])],
    });
  }
  return [...worlds].map(([name, witness]) => ({ name, witness }));
}
