import { parseArgs } from 'node:util';
import { BrokenPart, runInJobs } from './jobs.ts';
import { printReport } from './print-report.ts';
import { loadProduct } from './product.ts';
import { runSuite } from './sabotage/run-suite.ts';
import type { Totals } from './totals.ts';
import { BrokenTrial, runUniverses, universesFor } from './trial.ts';
import { BrokenUniverse, runUniverse } from './universe.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    payments: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    universe: { type: 'string' },
    trace: { type: 'boolean', default: false },
    sabotage: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
    product: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
});
const seed = Number(values.seed);
// Stacks of the many expected errors cost more than the payments; a replay has them.
if (values.universe === undefined) Error.stackTraceLimit = 0;
const product = await loadProduct(values.product);

async function replay(universe: number): Promise<number> {
  try {
    const { payments, steps, digest } = await runUniverse(
      product,
      seed,
      universe,
      values.trace ? console.log : undefined,
    );
    console.log(
      `universe ${universe}: ${payments} payments, ${steps} steps, trace ${digest.toString('hex')}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenUniverse)) throw error;
    console.error(new BrokenTrial(error, seed, universe, error.payments).message);
    return 1;
  }
}

/** A part of the trial for another process, which reads one line of JSON. */
async function runPart(from: number, to: number): Promise<number> {
  try {
    console.log(JSON.stringify({ totals: await runUniverses(product, seed, from, to) }));
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenTrial)) throw error;
    console.log(JSON.stringify({ broken: error.message }));
    return 1;
  }
}

async function runAll(): Promise<number> {
  const universes = universesFor(seed, Number(values.payments));
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const jobs = Number(values.jobs);
  try {
    const totals: Totals =
      jobs > 1 ? await runInJobs(seed, universes, jobs) : await runUniverses(product, seed, 0, universes);
    const { user, system } = process.cpuUsage(before);
    const cpuSeconds = jobs > 1 ? undefined : (user + system) / 1e6;
    printReport(totals, { seed, seconds: (performance.now() - startedAt) / 1_000, cpuSeconds });
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenTrial || error instanceof BrokenPart)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (values.sabotage) process.exitCode = await runSuite(positionals, seed, Number(values.payments));
else if (values.universe !== undefined) process.exitCode = await replay(Number(values.universe));
else if (values.from !== undefined) process.exitCode = await runPart(Number(values.from), Number(values.to));
else process.exitCode = await runAll();
