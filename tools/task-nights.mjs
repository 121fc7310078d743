import { runTool } from './run-command.mjs';

/**
 * Tests the nights of the command with a real SFTP server, stores and workers, those that take long among them.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function nights(args) {
  process.env['LONG_TESTS'] = '1';
  return runTool('vitest', ['run', 'test/nightly', ...args]);
}
