// A part of the mutants in a process of its own. It is told which, and answers with its report.
import { type MutationRange, runMutations } from './run-mutations.ts';

process.once('message', async (range: MutationRange) => {
  process.send?.(await runMutations(range));
  process.disconnect();
});
