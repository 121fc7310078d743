import { fileURLToPath } from 'node:url';
import { run } from './run-command.mjs';

/**
 * Attacks the receiver of notifications: `--count 2000000 --seed 1 --jobs 2` delivers changed ones, `--splices 100000` cuts signed
 * texts at every dot, `--wrong-money 100000` delivers genuine signatures for other money.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function mutations(args) {
  const loader = './tools/typescript-loader.mjs';
  const conditions = '--conditions=@alipay-intl/source';
  const program = fileURLToPath(new URL('../test/notifications/proofs/main.ts', import.meta.url));
  return run(process.execPath, [conditions, '--import', loader, program, ...args]);
}
