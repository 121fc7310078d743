import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const loader = new URL('../../tools/typescript-loader.mjs', import.meta.url).href;

/** What one process does of a run: the items `from` up to `to`, made from the seed. */
export interface JobRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Divides the items of a run among processes of a program, which gets its range as a message and answers with its report; which
 * process makes an item changes nothing in it.
 */
export async function runInJobs<Report>(
  program: URL,
  { seed, count }: { readonly seed: number; readonly count: number },
  jobs: number,
): Promise<readonly Report[]> {
  const bounds = Array.from({ length: jobs + 1 }, (_, job) => Math.floor((count * job) / jobs));
  return await Promise.all(
    bounds.slice(1).map((to, job) => runInProcess<Report>(program, { seed, from: bounds[job] ?? 0, to })),
  );
}

async function runInProcess<Report>(program: URL, range: JobRange): Promise<Report> {
  const child = fork(fileURLToPath(program), {
    execArgv: ['--conditions=@alipay-intl/source', '--import', loader],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process ended with ${code} before it had delivered its report`);
  });
  child.send(range);
  const [report] = await Promise.race([once(child, 'message'), ended]);
  // It ends by itself.
  ended.catch(() => undefined);
  return report as Report;
}
