import { runPart } from '../jobs.ts';
import { universesFor } from '../trial.ts';
import { plant } from './plant.ts';
import type { Sabotage } from './sabotages.ts';

/** How a planted bug fared. */
export interface Caught {
  readonly name: string;
  readonly isCaught: boolean;
  /** One line for a person. */
  readonly line: string;
}

const limitMs = 60_000;

/** Tries a copy with a planted bug, in a process of its own, until a rule breaks. */
export async function catchSabotage(sabotage: Sabotage, seed: number, payments: number): Promise<Caught> {
  const { name } = sabotage;
  const product = plant(sabotage);
  const { broken, totals } = await runPart(seed, 0, universesFor(seed, payments), { product, limitMs });
  if (broken !== undefined) {
    const line = `${name}: caught after ${broken.payments} payments by ${broken.rule}: ${broken.what}`;
    return { name, isCaught: true, line };
  }
  return { name, isCaught: false, line: `${name}: NOT CAUGHT in ${totals?.payments ?? 0} payments` };
}

/** Tries all of them, two at a time. */
export async function catchAll(
  sabotages: readonly Sabotage[],
  { seed, payments, told }: { seed: number; payments: number; told: (caught: Caught) => void },
): Promise<readonly Caught[]> {
  const rest = [...sabotages];
  const all: Caught[] = [];
  const lane = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const caught = await catchSabotage(next, seed, payments);
      told(caught);
      all.push(caught);
    }
  };
  await Promise.all([lane(), lane()]);
  return all;
}
