import { Random } from '../../trial/random.ts';
import type { Genuine } from './genuine.ts';
import { type Mutant, type Mutators, mutantOf, pickFrom } from './mutant.ts';
import { byteMutators } from './mutators/bytes.ts';
import { contentMutators } from './mutators/contents.ts';
import { envelopeMutators } from './mutators/envelopes.ts';
import { headMutators } from './mutators/heads.ts';
import { mixtureMutators } from './mutators/mixtures.ts';
import { requestMutators } from './mutators/requests.ts';
import { signatureMutators } from './mutators/signatures.ts';
import { timeMutators } from './mutators/times.ts';

const classes: Readonly<Record<string, Mutators>> = {
  bytes: byteMutators,
  content: contentMutators,
  envelope: envelopeMutators,
  header: headMutators,
  mixture: mixtureMutators,
  request: requestMutators,
  signature: signatureMutators,
  time: timeMutators,
};

const everyMutator = Object.entries(classes).flatMap(([group, mutators]) =>
  Object.entries(mutators).map(([name, mutate]) => ({ name: `${group}: ${name}`, mutate })),
);
const [first, ...others] = everyMutator;

/** The names of all mutations, each behind its class. */
export const mutationNames: readonly string[] = everyMutator.map(({ name }) => name);

/** Makes the mutant of a number: the same for the same seed, pool and number, in whatever order they are made. */
export function mutate(pool: readonly Genuine[], seed: number, number: number): Mutant {
  const random = new Random(seed, number);
  const mutant = mutantOf(pickFrom(pool, random));
  const wanted = random.chance(0.8) ? 1 : random.between(2, 4);
  // One that does not fit the message is followed by another.
  for (let tries = 0; tries < 50 && mutant.changes.length < wanted; tries += 1) {
    if (first === undefined) break;
    const { name, mutate: change } = random.pick([first, ...others]);
    if (change(mutant, random, pool) !== false) mutant.changes.push(name);
  }
  return mutant;
}
