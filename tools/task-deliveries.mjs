import { fileURLToPath } from 'node:url';
import { run } from './run-command.mjs';

/**
 * Delivers notifications again and again, on the compiled packages: `--deliveries 1000000 --events 100000 --seed 1`, and
 * `--mode handle-in-transaction` or `handle-first`. Or kills their receiver: `--kills 200 --store postgres` or `pglite`, and
 * `--mode handle-in-transaction` or `store-first`.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function deliveries(args) {
  const program = fileURLToPath(new URL('../test/notifications/main.ts', import.meta.url));
  return run(process.execPath, ['--import', './tools/typescript-loader.mjs', program, ...args]);
}
