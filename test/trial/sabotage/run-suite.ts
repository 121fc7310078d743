import { catchAll } from './catch-sabotage.ts';
import { sabotages } from './sabotages.ts';

/**
 * Tries every planted bug, or those whose names contain a word, and prints a line for each.
 *
 * @returns the exit code.
 */
export async function runSuite(words: readonly string[], seed: number, payments: number): Promise<number> {
  const chosen = sabotages.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  const all = await catchAll(chosen, { seed, payments, told: ({ line }) => console.log(line) });
  const caught = all.filter(({ isCaught }) => isCaught).length;
  console.log(`${caught} of ${all.length} sabotages caught`);
  return caught === all.length && all.length > 0 ? 0 : 1;
}
