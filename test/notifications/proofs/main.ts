// `npm run mutations`: changed notifications, cuts of signed texts and genuine signatures for the wrong money.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { violationsOf } from '../../support/counts.ts';
import { runInJobs } from '../../support/run-in-jobs.ts';
import { addReport, emptyReport, type MutationReport } from './mutation-report.ts';
import { printMutations, printSplices, printWrongMoney } from './print-report.ts';
import { runEnvelopeCuts, runSplices } from './splices.ts';
import { runWrongMoney } from './wrong-money.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    splices: { type: 'string' },
    'wrong-money': { type: 'string' },
  },
});
const seed = Number(values.seed);
const job = new URL('./job.ts', import.meta.url);
// Each refusal makes an error, and its stack costs more than the rest of it.
Error.stackTraceLimit = 0;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(`commit ${commit}, seed ${seed}`);

async function changed(count: number): Promise<boolean> {
  const began = performance.now();
  const report = emptyReport();
  for (const part of await runInJobs<MutationReport>(job, { seed, count }, Number(values.jobs)))
    addReport(report, part);
  printMutations(report, (performance.now() - began) / 1e3);
  // Loosely: what remains of a million refusals must be less than a few bytes of each.
  const isFlat = report.heaps.every(([before, after]) => after - before < 20 * 2 ** 20);
  return violationsOf(report) === 0 && isFlat && report.mutants === count;
}

async function cut(messages: number): Promise<boolean> {
  const texts = await runSplices(seed, messages);
  printSplices('signed texts of v1 at their dots and line feeds', texts);
  const envelopes = await runEnvelopeCuts(seed, Math.ceil(messages / 10));
  printSplices('signed contents of the acquiring family at their braces', envelopes);
  return texts.believed + envelopes.believed === 0 && envelopes.genuine === envelopes.messages;
}

async function forWrongMoney(count: number): Promise<boolean> {
  const report = await runWrongMoney(seed, count);
  printWrongMoney(report);
  return report.effects === 0 && report.rightEffects === report.right;
}

let isRight = true;
const isAlone = values.splices === undefined && values['wrong-money'] === undefined;
if (values.count !== undefined || isAlone) isRight = await changed(Number(values.count ?? '100000'));
if (values.splices !== undefined) isRight = (await cut(Number(values.splices))) && isRight;
if (values['wrong-money'] !== undefined)
  isRight = (await forWrongMoney(Number(values['wrong-money']))) && isRight;
console.log(isRight ? 'Nothing was believed that must not be.' : 'BROKEN: see above.');
process.exitCode = isRight ? 0 : 1;
