// A part of the changed files in a process of its own. It is told which, and answers with its report.
import { runTrial, type TrialRange } from './run-trial.ts';

process.once('message', async (range: TrialRange) => {
  // Each refusal makes an error, and its stack costs more than the rest of it.
  Error.stackTraceLimit = 0;
  process.send?.(await runTrial(range));
  process.disconnect();
});
