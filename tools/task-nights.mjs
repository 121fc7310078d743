import { runTool } from './run-command.mjs';

const others = [
  'test/examples/programs.test.ts',
  'test/examples/main-job.test.ts',
  'test/crashes/kills-pglite.test.ts',
  'packages/core/test/gateway/undici-transport-limits.test.ts',
];

/**
 * Tests the nights of the command with a real SFTP server, stores and workers, those that take long among them, and what else is too long
 * for `npm test`.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function nights(args) {
  process.env['LONG_TESTS'] = '1';
  return runTool('vitest', ['run', 'test/nightly', ...others, ...args]);
}
