import { type Found, findWitness } from './find-witness.ts';
import { sabotages } from './sabotages.ts';
import type { Witness } from './witness.ts';

/**
 * Searches a witness of each planted defect whose name contains a text, and prints the line of `witnesses.ts` for it with what shows it.
 *
 * @returns whether each was found.
 */
export async function searchWitnesses(seed: number, named: string): Promise<boolean> {
  const chosen = Object.entries(sabotages).filter(([name]) => name.includes(named));
  const known: Witness[] = [];
  let found = 0;
  for (const [name, sabotage] of chosen) {
    const one = await findWitness(seed, sabotage, known);
    console.log(one === undefined ? `NOT FOUND: ${name}` : textOf(name, one));
    if (one === undefined) continue;
    found += 1;
    if (!known.includes(one.witness)) known.push(one.witness);
  }
  console.log(`${found} of ${chosen.length} planted defects show.`);
  return found > 0 && found === chosen.length;
}

function textOf(name: string, { witness, violation }: Found): string {
  const { seed, world, branches, runs } = witness;
  const line = `  '${name}': { seed: ${seed}, world: ${world}, branches: [${branches.join(', ')}], runs: ${runs} },`;
  return `${line}\n    ${violation.rule} on ${violation.day}: ${violation.what}`;
}
