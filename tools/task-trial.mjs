import { run } from './run-command.mjs';

/**
 * Runs the trial of the checkout against the compiled packages. test/trial/README.md tells more.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function trial(args) {
  return run(process.execPath, ['--import', './tools/typescript-loader.mjs', 'test/trial/main.ts', ...args]);
}
