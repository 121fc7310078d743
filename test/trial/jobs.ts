import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addTotals, noTotals, type Totals } from './totals.ts';
import type { Rule } from './violation.ts';

/** What a part of a trial in another process came to. */
export interface Part {
  readonly totals?: Totals;
  readonly broken?: {
    readonly payments: number;
    readonly message: string;
    readonly rule: Rule;
    readonly what: string;
  };
}

/** Runs a part of a trial in a process of its own. */
export function runPart(
  seed: number,
  from: number,
  to: number,
  { product, limitMs }: { readonly product?: string; readonly limitMs?: number } = {},
): Promise<Part> {
  const args = ['--seed', `${seed}`, '--from', `${from}`, '--to', `${to}`];
  const loader = fileURLToPath(new URL('../../tools/typescript-loader.mjs', import.meta.url));
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', loader, main, ...args, ...(product === undefined ? [] : ['--product', product])],
    { stdio: ['ignore', 'pipe', 'pipe'], ...(limitMs === undefined ? {} : { timeout: limitMs }) },
  );
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
    child.on('close', (_code, signal) => {
      if (signal === 'SIGTERM' && limitMs !== undefined) return resolve({ broken: hung(limitMs) });
      try {
        resolve(JSON.parse(output) as Part);
      } catch {
        reject(new Error(`A part of the trial broke off: ${errors}`));
      }
    });
  });
}

function hung(limitMs: number): NonNullable<Part['broken']> {
  const message = `no end within ${limitMs / 1_000} s`;
  return { payments: 0, message, rule: 'V3 bounded time', what: message };
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
    if (broken !== undefined) throw new BrokenPart(broken.message);
    if (more !== undefined) addTotals(totals, more);
  }
  return totals;
}

/** A breach in another process. */
export class BrokenPart extends Error {}
