import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../violation.ts';
import { plant } from './plant.ts';
import type { Sabotage } from './sabotages.ts';

/** What trying a sabotaged copy came to. */
export interface Tried {
  /** Payments until then. */
  readonly payments: number;
  readonly broken: { readonly rule: Rule; readonly what: string } | undefined;
}

/** How a planted bug fared. */
export interface Caught {
  readonly name: string;
  readonly isCaught: boolean;
  /** One line for a person. */
  readonly line: string;
}

interface Effort {
  readonly seed: number;
  readonly payments: number;
  readonly told?: (caught: Caught) => void;
}

/** Far more than any of them takes on an idle machine. */
const limitMs = 300_000;

/** Plants each bug alone and tries it, two at a time, in other processes. */
export async function catchAll(sabotages: readonly Sabotage[], effort: Effort): Promise<readonly Caught[]> {
  const halves = [0, 1].map((half) => sabotages.filter((_, index) => index % 2 === half));
  return (await Promise.all(halves.map((half) => catchInTurn(half, effort)))).flat();
}

async function catchInTurn(sabotages: readonly Sabotage[], effort: Effort): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  while (all.length < sabotages.length) {
    const before = all.length;
    const left = sabotages.slice(before);
    await tryBatch(left, effort, (sabotage, tried) => {
      const caught = judge(sabotage, tried);
      effort.told?.(caught);
      all.push(caught);
    });
    if (all.length === before)
      throw new Error(`Nothing was tried of ${left.map(({ name }) => name).join(', ')}.`);
  }
  return all;
}

/** Tries bugs in one process until one of them keeps it for too long; that one is told, too. */
function tryBatch(
  sabotages: readonly Sabotage[],
  { seed, payments }: Effort,
  told: (sabotage: Sabotage, tried: Tried) => void,
): Promise<void> {
  const loader = fileURLToPath(new URL('../../../tools/typescript-loader.mjs', import.meta.url));
  const batch = fileURLToPath(new URL('./batch.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', loader, batch, `${seed}`, `${payments}`, ...sabotages.map(plant)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const rest = [...sabotages];
  const giveUp = (): void => {
    child.kill('SIGKILL');
    const sabotage = rest.shift();
    const what = `no end within ${limitMs / 1_000} s`;
    if (sabotage !== undefined) told(sabotage, { payments: 0, broken: { rule: 'V3 bounded time', what } });
  };
  let timer = setTimeout(giveUp, limitMs);
  createInterface(child.stdout).on('line', (line) => {
    clearTimeout(timer);
    const sabotage = rest.shift();
    if (sabotage !== undefined) told(sabotage, JSON.parse(line) as Tried);
    if (rest.length > 0) timer = setTimeout(giveUp, limitMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function judge({ name }: Sabotage, { payments, broken }: Tried): Caught {
  if (broken === undefined)
    return { name, isCaught: false, line: `${name}: NOT CAUGHT in ${payments} payments` };
  const { rule, what } = broken;
  return { name, isCaught: true, line: `${name}: caught after ${payments} payments by ${rule}: ${what}` };
}
