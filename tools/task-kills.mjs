import { fileURLToPath } from 'node:url';
import { run } from './run-command.mjs';

/**
 * Lets shops die and looks for lost money: `--store pglite|postgres --kills 1000 --seed 1` kills real processes, `--singles`
 * and `--pairs` enumerate crash points in simulated time.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function kills(args) {
  const loader = './tools/typescript-loader.mjs';
  const conditions = '--conditions=@alipay-intl/source';
  const program = fileURLToPath(new URL('../test/crashes/run-kills.ts', import.meta.url));
  return run(process.execPath, [conditions, '--import', loader, program, ...args]);
}
