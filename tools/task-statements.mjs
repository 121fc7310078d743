import { fileURLToPath } from 'node:url';
import { run } from './run-command.mjs';

/**
 * Changes statement files in many ways, and reads them: `--mutations 1000000 --seed 1 --jobs 2`.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function statements(args) {
  const loader = './tools/typescript-loader.mjs';
  const conditions = '--conditions=@alipay-intl/source';
  const program = fileURLToPath(new URL('../test/statements/main.ts', import.meta.url));
  return run(process.execPath, [conditions, '--import', loader, program, ...args]);
}
