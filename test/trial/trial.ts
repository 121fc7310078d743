import type { Product } from './product.ts';
import { addUniverse, noTotals, type Totals } from './totals.ts';
import { BrokenUniverse, ordersOf, runUniverse } from './universe.ts';

/** The universes that hold so many orders together, from the first one on. */
export function universesFor(seed: number, payments: number): number {
  let orders = 0;
  let universe = 0;
  for (; orders < payments; universe += 1) orders += ordersOf(seed, universe);
  return universe;
}

/** A breach, and where it is found again. */
export class BrokenTrial extends Error {
  override readonly cause: BrokenUniverse;
  readonly universe: number;
  /** Payments tried until then. */
  readonly payments: number;

  constructor(cause: BrokenUniverse, seed: number, universe: number, payments: number) {
    super(describe(cause, seed, universe));
    this.name = 'BrokenTrial';
    this.cause = cause;
    this.universe = universe;
    this.payments = payments;
  }
}

/** Runs universes one after the other. Stops at the first breach. */
export async function runUniverses(
  product: Product,
  seed: number,
  from: number,
  to: number,
): Promise<Totals> {
  const totals = noTotals();
  for (let universe = from; universe < to; universe += 1) {
    try {
      addUniverse(totals, await runUniverse(product, seed, universe));
    } catch (error) {
      if (!(error instanceof BrokenUniverse)) throw error;
      throw new BrokenTrial(error, seed, universe, totals.payments + error.payments);
    }
    // Lets Node collect what only a turn of its loop sets free.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return totals;
}

function describe({ violation, trace, faults }: BrokenUniverse, seed: number, universe: number): string {
  const { attemptId } = violation;
  const about = attemptId === undefined ? [] : trace.filter((line) => mentions(line, attemptId)).slice(-40);
  return [
    violation.message,
    `seed ${seed}, universe ${universe}; switched on: ${faults.join(', ')}`,
    `replay: npm run trial -- --seed ${seed} --universe ${universe} --trace`,
    ...(about.length === 0 ? [] : ['its last events:', ...about.map((line) => `  ${line}`)]),
    'last events:',
    ...trace.slice(-20).map((line) => `  ${line}`),
  ].join('\n');
}

function mentions(line: string, attemptId: string): boolean {
  const at = line.indexOf(attemptId);
  return at >= 0 && !/\d/.test(line.charAt(at + attemptId.length));
}
