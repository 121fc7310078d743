import { Random } from '../../trial/random.ts';
import { encode, linesOf, type Made } from '../day/draft.ts';
import { byteMutators } from './byte-mutators.ts';
import { cellMutators } from './cell-mutators.ts';
import { claimMutators } from './claim-mutators.ts';
import { columnMutators } from './column-mutators.ts';
import { lineMutators } from './line-mutators.ts';
import type { Mutant, Mutators } from './mutant.ts';
import { resaveMutators } from './resave-mutators.ts';
import { rowMutators } from './row-mutators.ts';

const classes: Readonly<Record<string, Mutators>> = {
  bytes: byteMutators,
  cells: cellMutators,
  claims: claimMutators,
  columns: columnMutators,
  lines: lineMutators,
  resaved: resaveMutators,
  rows: rowMutators,
};

const everyMutator = Object.entries(classes).flatMap(([group, mutators]) =>
  Object.entries(mutators).map(([name, mutate]) => ({ name: `${group}: ${name}`, mutate })),
);
const [first, ...others] = everyMutator;

/** The names of all mutations, each behind its class. */
export const mutationNames: readonly string[] = everyMutator.map(({ name }) => name);

/** A changed file, ready to be read. */
export interface WrittenMutant {
  readonly mutant: Mutant;
  readonly bytes: Buffer;
}

/** Cuts a file off at a byte. */
export function cutAt(made: Made, at: number): WrittenMutant {
  const mutant = mutantOf(made, new Random(1, at));
  mutant.changes.push('cut off');
  return { mutant, bytes: bytesOf(mutant).subarray(0, at) };
}

function mutantOf(made: Made, random: Random): Mutant {
  return {
    ...{
      made,
      random,
      draft: made.draft,
      lineChanges: [],
      byteChanges: [],
      name: made.draft.name,
      changes: [],
    },
    claimedUnit: made.draft.unit,
  };
}

/** Changes a file: mostly once, sometimes in two or three ways. The same for the same random numbers. */
export function mutate(made: Made, random: Random): WrittenMutant {
  const mutant = mutantOf(made, random);
  const wanted = random.chance(0.85) ? 1 : random.between(2, 3);
  // One that does not fit the file is followed by another.
  for (let tries = 0; tries < 50 && mutant.changes.length < wanted && first !== undefined; tries += 1) {
    const { name, mutate: change } = random.pick([first, ...others]);
    if (change(mutant) !== false) mutant.changes.push(name);
  }
  return { mutant, bytes: bytesOf(mutant) };
}

function bytesOf({ draft, lineChanges, byteChanges }: Mutant): Buffer {
  const lines = lineChanges.reduce<readonly string[]>((all, change) => change(all), linesOf(draft));
  return byteChanges.reduce<Buffer>((bytes, change) => change(bytes), encode(draft, lines));
}
