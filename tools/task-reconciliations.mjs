import { fileURLToPath } from 'node:url';
import { run, runTool } from './run-command.mjs';

/**
 * Makes small worlds with planted breaks, and reconciles them: `--days 100000 --seed 1 --jobs 2`. `--sabotage` searches small worlds that
 * show planted defects of the engine; `--scenarios` tests whole weeks of nights, and that each planted defect shows.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function reconciliations(args) {
  if (args.includes('--scenarios')) return scenarios(args.filter((arg) => arg !== '--scenarios'));
  const loader = './tools/typescript-loader.mjs';
  const conditions = '--conditions=@alipay-intl/source';
  const program = fileURLToPath(new URL('../test/reconciliation/main.ts', import.meta.url));
  return run(process.execPath, [conditions, '--import', loader, program, ...args]);
}

/** @param {string[]} args */
function scenarios(args) {
  process.env['LONG_TESTS'] = '1';
  return runTool('vitest', ['run', 'test/reconciliation/scenarios', 'test/reconciliation/sabotage', ...args]);
}
