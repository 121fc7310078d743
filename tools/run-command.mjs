import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './repository.mjs';

const windows = process.platform === 'win32';

/** A failure whose message is all that the person at the terminal needs. */
class ToolFailure extends Error {}

/** @param {string} message */
export function failTool(message) {
  return new ToolFailure(message);
}

/**
 * @param {unknown} error
 * @returns {error is ToolFailure}
 */
export function toolFailure(error) {
  return error instanceof ToolFailure;
}

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to the environment of this process
 */

/**
 * Runs a command on this terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<number>} exit code
 */
export async function run(command, args, options = {}) {
  return (await start(command, args, options, 'inherit')).code;
}

/**
 * Runs a command and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 */
export function capture(command, args, options = {}) {
  // `npm run --silent` would silence the error messages of what is started here, too.
  const env = { NO_COLOR: '1', FORCE_COLOR: undefined, npm_config_loglevel: undefined, ...options.env };
  return start(command, args, { ...options, env }, 'pipe');
}

/**
 * The path of an installed tool; nothing is ever looked up outside the repository.
 * @param {string} name
 */
export function toolPath(name) {
  return join(root, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export function runTool(name, args, options) {
  return run(toolPath(name), args, options);
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export function captureTool(name, args, options) {
  return capture(toolPath(name), args, options);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @param {'inherit' | 'pipe'} output
 * @returns {Promise<{ code: number, output: string }>}
 */
function start(command, args, options, output) {
  return new Promise((resolve, reject) => {
    const shell = windows && command !== process.execPath;
    const child = spawn(shell ? `"${command}"` : command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      shell,
      stdio: [output === 'inherit' ? 'inherit' : 'ignore', output, output],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => reject(new ToolFailure(`Could not start ${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ code: code ?? 1, output: signal === null ? text : `${text}\nStopped by ${signal}.` });
    });
  });
}
