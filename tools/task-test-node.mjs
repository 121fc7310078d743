import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheDirectory, root } from './repository.mjs';
import { capture, failTool, run } from './run-command.mjs';
import { runVitest } from './task-test.mjs';

/**
 * Runs tests and demo under another major of Node, which comes from npm like any other dependency.
 * @param {string[]} args the major, then arguments for vitest
 * @returns {Promise<number>}
 */
export async function testUnderNode([major, ...args]) {
  if (major === undefined || !/^\d+$/.test(major)) {
    throw failTool('Which Node? For example: npm run test:node -- 24');
  }
  const node = await findNode(major);
  const { output } = await capture(node, ['--version']);
  const version = output.trim();
  if (!version.startsWith(`v${major}.`)) throw failTool(`Wanted Node ${major}, but ${node} is ${version}.`);
  console.log(`Testing under Node ${version}`);

  // Programs that tests start by the name `node` get this Node as well.
  const env = { PATH: dirname(node) + delimiter + process.env.PATH };
  const { code, summary } = await runVitest(
    node,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
    { env },
  );
  const demoCode = await runDemo(node, env);
  console.log(summary);
  return code || demoCode;
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
async function runDemo(node, env) {
  const demo = 'examples/main-job/dist/main.js';
  const code = existsSync(join(root, demo)) ? await run(node, [demo], { env }) : 1;
  if (code !== 0) console.error(`The demo failed under this Node (${demo}).`);
  return code;
}

/**
 * The package `node` fetches its binary in an install script, which never run here; so this installs the package
 * that holds the binary itself.
 * @param {string} major
 */
async function findNode(major) {
  const windows = process.platform === 'win32';
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${windows ? 'win' : process.platform}-${process.arch}`;
  const directory = join(cacheDirectory, `node-${major}`);
  const installed = join(directory, 'node_modules', name);
  if (!existsSync(join(installed, 'package.json'))) {
    console.log(`Installing ${name}@${major} …`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
    const install = [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
      `${name}@${major}`,
    ];
    const { code, output } = await capture(windows ? 'npm.cmd' : 'npm', install, { cwd: directory });
    if (code !== 0) throw failTool(`${output}\nCould not install ${name}@${major}.`);
  }
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  return join(installed, manifest.bin.node);
}
