// A part of the worlds in a process of its own. It is told which, and answers with its report.
import type { JobRange } from '../../support/run-in-jobs.ts';
import { useOneThread } from './one-thread.ts';
import { runWorlds } from './run-worlds.ts';

process.once('message', async (range: JobRange) => {
  useOneThread();
  process.send?.(await runWorlds(range));
  process.disconnect();
});
