import { fileURLToPath } from 'node:url';
import { run } from './run-command.mjs';

/**
 * Makes small worlds with planted breaks, and reconciles them: `--days 100000 --seed 1 --jobs 2`.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function reconciliations(args) {
  const loader = './tools/typescript-loader.mjs';
  const conditions = '--conditions=@alipay-intl/source';
  const program = fileURLToPath(new URL('../test/reconciliation/main.ts', import.meta.url));
  return run(process.execPath, [conditions, '--import', loader, program, ...args]);
}
