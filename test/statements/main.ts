// `npm run statements`: changes statement files in many ways and looks whether the reader notices.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { violationsOf } from '../support/counts.ts';
import { runInJobs } from '../support/run-in-jobs.ts';
import { printReport } from './mutations/print-report.ts';
import { addReport, emptyReport, type TrialReport } from './mutations/trial-report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    mutations: { type: 'string', default: '100000' },
    jobs: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const count = Number(values.mutations);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(`commit ${commit}, seed ${seed}`);
const began = performance.now();
const job = new URL('./mutations/job.ts', import.meta.url);
const report = emptyReport();
for (const part of await runInJobs<TrialReport>(job, { seed, count }, Number(values.jobs)))
  addReport(report, part);
printReport(report, (performance.now() - began) / 1e3);
const isRight = violationsOf(report) === 0 && report.mutants === count;
console.log(isRight ? 'None was silently accepted.' : 'BROKEN: see above.');
process.exitCode = isRight ? 0 : 1;
