// `npm run reconciliations`: makes small worlds with planted breaks and looks whether reconciling finds all of them, and no others.
// With --sabotage it searches small worlds that show planted defects of the engine instead.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { violationsOf } from '../support/counts.ts';
import { runInJobs } from '../support/run-in-jobs.ts';
import { searchWitnesses } from './sabotage/search-witnesses.ts';
import { useOneThread } from './trial/one-thread.ts';
import { printReport } from './trial/print-report.ts';
import { addReport, emptyReport, type WorldsReport } from './trial/report.ts';
import { smallDaysOfWorld } from './trial/run-worlds.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '10000' },
    jobs: { type: 'string', default: '1' },
    sabotage: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);

async function runAllWorlds(): Promise<boolean> {
  const count = Math.ceil(Number(values.days) / smallDaysOfWorld);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(`commit ${commit}, seed ${seed}, ${count} worlds`);
  const began = performance.now();
  const job = new URL('./trial/job.ts', import.meta.url);
  const report = emptyReport();
  for (const part of await runInJobs<WorldsReport>(job, { seed, count }, Number(values.jobs)))
    addReport(report, part);
  printReport(report, (performance.now() - began) / 1e3);
  const isRight = violationsOf(report) === 0 && report.worlds === count;
  console.log(isRight ? 'Every planted break was found, and no other.' : 'BROKEN: see above.');
  return isRight;
}

async function searchAllWitnesses(): Promise<boolean> {
  useOneThread();
  return await searchWitnesses(seed, positionals.join(' '));
}

process.exitCode = (await (values.sabotage ? searchAllWitnesses() : runAllWorlds())) ? 0 : 1;
