import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addTotals, noTotals, type Totals } from './totals.ts';

/** What a part of a trial in another process came to. */
interface Part {
  readonly totals?: Totals;
  /** The breach, as it is printed. */
  readonly broken?: string;
}

/** Runs a part of a trial in a process of its own. */
function runPart(seed: number, from: number, to: number): Promise<Part> {
  const args = ['--seed', `${seed}`, '--from', `${from}`, '--to', `${to}`];
  const loader = fileURLToPath(new URL('../../tools/typescript-loader.mjs', import.meta.url));
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      try {
        resolve(JSON.parse(output) as Part);
      } catch {
        reject(new Error(`A part of the trial broke off: ${errors}`));
      }
    });
  });
}

/** Runs a trial in several processes, each with its share of the universes. */
export async function runInJobs(seed: number, universes: number, jobs: number): Promise<Totals> {
  const share = Math.ceil(universes / jobs);
  const parts = await Promise.all(
    Array.from({ length: jobs }, (_, job) =>
      runPart(seed, job * share, Math.min(universes, (job + 1) * share)),
    ),
  );
  const totals = noTotals();
  for (const { totals: more, broken } of parts) {
    if (broken !== undefined) throw new BrokenPart(broken);
    if (more !== undefined) addTotals(totals, more);
  }
  return totals;
}

/** A breach in another process. */
export class BrokenPart extends Error {}
