import { directoriesWith } from './repository.mjs';
import { capture, captureTool } from './run-command.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<{ code: number, output: string }>} start
 */

/**
 * What reads the sources.
 * @type {Step[]}
 */
const readers = [
  {
    name: 'format',
    start: () => captureTool('biome', ['ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=40']),
  },
  { name: 'tidy', start: script('check-tidy.mjs') },
  { name: 'docs', start: script('check-docs.mjs') },
  { name: 'boundaries', start: script('check-boundaries.mjs') },
  { name: 'unused', start: script('check-unused.mjs') },
];

/**
 * What builds, and what takes what the step before it has built.
 * @type {Step[]}
 */
const builders = [
  { name: 'types', start: compileEverything },
  { name: 'packages', start: script('check-packages.mjs') },
  { name: 'consumers', start: script('check-consumers.mjs') },
];

const longestOutput = 300;

/**
 * Runs the two lists beside each other, each in order. A step that fails does not hide the next.
 * @param {string[]} names only these steps; all without any
 * @returns {Promise<number>}
 */
export async function check(names) {
  const steps = [...readers, ...builders];
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `No such check: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
    );
    return 2;
  }
  /** @param {Step} step */
  const isWanted = ({ name }) => names.length === 0 || names.includes(name);
  const lists = [readers, builders].map((list) => runInOrder(list.filter(isWanted)));
  const failed = (await Promise.all(lists)).flat();
  if (failed.length > 0) console.log(`Checks failed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

/**
 * @param {Step[]} list
 * @returns {Promise<string[]>} the names of the steps that failed
 */
async function runInOrder(list) {
  const failed = [];
  for (const { name, start } of list) {
    const started = performance.now();
    const { code, output } = await start();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.padStart(5)} s`);
    if (code === 0) continue;
    failed.push(name);
    console.log(shorten(output).replace(/^/gm, '     '));
  }
  return failed;
}

/** @param {string} output */
function shorten(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= longestOutput) return lines.join('\n');
  return [...lines.slice(0, longestOutput), `… and ${lines.length - longestOutput} more lines`].join('\n');
}

/** @param {string} file */
function script(file) {
  return () => capture(process.execPath, [`tools/${file}`]);
}

async function compileEverything() {
  const outputs = [];
  let code = 0;
  const examples = directoriesWith('examples', 'tsconfig.json');
  for (const args of [
    ['-b', '.', ...examples],
    ['-p', 'tsconfig.test.json'],
    ['-p', 'tools'],
  ]) {
    const result = await captureTool('tsc', [...args, '--pretty', 'false']);
    outputs.push(result.output);
    code ||= result.code;
  }
  return { code, output: outputs.join('') };
}
