import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TrialRange } from './run-trial.ts';
import { addReport, emptyReport, type TrialReport } from './trial-report.ts';

const loader = new URL('../../../tools/typescript-loader.mjs', import.meta.url).href;

/** Divides changed files among processes; which process makes one changes nothing in it. */
export async function runInJobs(seed: number, count: number, jobs: number): Promise<TrialReport> {
  const bounds = Array.from({ length: jobs + 1 }, (_, job) => Math.floor((count * job) / jobs));
  const reports = await Promise.all(
    bounds.slice(1).map((to, job) => runInProcess({ seed, from: bounds[job] ?? 0, to })),
  );
  const sum = emptyReport();
  for (const report of reports) addReport(sum, report);
  return sum;
}

async function runInProcess(range: TrialRange): Promise<TrialReport> {
  const program = fileURLToPath(new URL('./job.ts', import.meta.url));
  const child = fork(program, { execArgv: ['--conditions=@alipay-intl/source', '--import', loader] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process ended with ${code} before it had read its files`);
  });
  child.send(range);
  const [report] = await Promise.race([once(child, 'message'), ended]);
  // It ends by itself.
  ended.catch(() => undefined);
  return report as TrialReport;
}
