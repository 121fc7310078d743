import { run } from './run-command.mjs';

/**
 * Runs the trial of the checkout against the compiled packages. test/trial/README.md tells more.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function trial(args) {
  const isSabotage = args.includes('--sabotage');
  const file = isSabotage ? 'test/trial/sabotage/main.ts' : 'test/trial/main.ts';
  const rest = args.filter((argument) => argument !== '--sabotage');
  return run(process.execPath, ['--import', './tools/typescript-loader.mjs', file, ...rest]);
}
