import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ShareReport, WorkerShare } from './worker-share.ts';

const loader = new URL('../../../tools/typescript-loader.mjs', import.meta.url).href;

/** Lets as many processes as there are workers deliver their shares at the same time. */
export async function deliverInProcesses(
  connectionString: string,
  share: Omit<WorkerShare, 'worker'>,
): Promise<readonly ShareReport[]> {
  const workers = Array.from({ length: share.workers }, (_, worker) => worker);
  return await Promise.all(workers.map((worker) => deliverInProcess({ connectionString, ...share, worker })));
}

async function deliverInProcess(
  order: WorkerShare & { readonly connectionString: string },
): Promise<ShareReport> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    execArgv: ['--import', loader],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a worker ended with ${code} before it had delivered its share`);
  });
  child.send(order);
  const [report] = await Promise.race([once(child, 'message'), ended]);
  // It ends by itself.
  ended.catch(() => undefined);
  return report as ShareReport;
}
