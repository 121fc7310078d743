import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from './repository.mjs';
import { run, toolPath } from './run-command.mjs';
import { check } from './task-check.mjs';

/**
 * Checks, then tests. The last line printed is the count alone, so that a program can read it.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function test(args) {
  const vitestArguments = args.filter((argument) => argument !== '--no-check');
  const checkCode = vitestArguments.length < args.length ? 0 : await check([]);
  const { code, summary } = await runVitest(toolPath('vitest'), ['run', ...vitestArguments]);
  if (checkCode !== 0) console.error('Some checks failed: see above.');
  console.log(summary);
  return checkCode || code;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('./run-command.mjs').Options} [options]
 * @returns {Promise<{ code: number, summary: string }>}
 */
export async function runVitest(command, args, options) {
  const resultFile = join(cacheDirectory, 'test-result.json');
  mkdirSync(cacheDirectory, { recursive: true });
  rmSync(resultFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`];
  const code = await run(command, [...args, ...reporters], options);
  if (!existsSync(resultFile)) {
    console.error(`vitest ended with exit code ${code} and left no result.`);
    return { code: code || 1, summary: '0 passed, 1 failed' };
  }
  return summarise(JSON.parse(readFileSync(resultFile, 'utf8')), code);
}

/**
 * @typedef {object} VitestResult
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, status: string, message?: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @param {VitestResult} result
 * @param {number} code
 */
function summarise(result, code) {
  // A file that breaks before its tests start has no failed test, but it did fail.
  const brokenFiles = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  for (const file of brokenFiles) console.error(`${file.name} failed outside its tests.`);
  const passed = result.numPassedTests;
  let failed = result.numFailedTests + brokenFiles.length;
  if (failed === 0 && code !== 0) {
    console.error(`vitest ended with exit code ${code} although no test failed: see its output above.`);
    failed = 1;
  }
  const skipped = result.numPendingTests + result.numTodoTests;
  if (passed + failed === 0) console.error('No test ran.');
  const summary = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { code: failed > 0 || passed === 0 ? code || 1 : 0, summary };
}
