import { ensureInstalled } from './bootstrap.mjs';
import { buildTargets } from './repository.mjs';
import { run, runTool, toolFailure } from './run-command.mjs';

/**
 * A task gets the arguments after its name and answers the exit code.
 * @typedef {object} Task
 * @property {string} summary
 * @property {(args: string[]) => Promise<number>} start
 */

/** @type {Record<string, Task>} */
const tasks = {
  demo: {
    summary: 'run the main example against the simulator',
    start: async (args) =>
      (await build()) || run(process.execPath, ['examples/main-job/dist/main.js', ...args]),
  },
  test: {
    summary: 'run all checks and all tests (--no-check: tests only; other arguments go to vitest)',
    start: async (args) => (await import('./task-test.mjs')).test(args),
  },
  check: {
    summary: 'run all checks, or the named ones',
    start: async (args) => (await import('./task-check.mjs')).check(args),
  },
  bench: {
    summary: 'run the benchmarks, or the ones whose names contain an argument',
    start: async (args) => (await build()) || (await import('./task-bench.mjs')).bench(args),
  },
  trial: {
    summary: 'try the checkout in thousands of simulated shops (--payments, --seed, --universe, --sabotage)',
    start: async (args) => (await build()) || (await import('./task-trial.mjs')).trial(args),
  },
  kills: {
    summary: 'kill shops in the middle of payments (--store, --kills, --seed; --singles, --pairs)',
    start: async (args) => (await import('./task-kills.mjs')).kills(args),
  },
  deliveries: {
    summary:
      'deliver 1,000,000 notifications (--deliveries, --events, --mode, --seed), or kill their receiver (--kills, --store, --mode)',
    start: async (args) => (await build()) || (await import('./task-deliveries.mjs')).deliveries(args),
  },
  mutations: {
    summary: 'attack the receiver of notifications (--count, --seed, --jobs; --splices; --wrong-money)',
    start: async (args) => (await import('./task-mutations.mjs')).mutations(args),
  },
  statements: {
    summary: 'change statement files and look whether the reader notices (--mutations, --seed, --jobs)',
    start: async (args) => (await import('./task-statements.mjs')).statements(args),
  },
  reconciliations: {
    summary:
      'plant breaks in small worlds and look whether reconciling finds them (--days, --seed, --jobs; --sabotage; --scenarios)',
    start: async (args) => (await import('./task-reconciliations.mjs')).reconciliations(args),
  },
  nights: {
    summary: 'test the nights of the command, those that take long among them, and other long tests',
    start: async (args) => (await build()) || (await import('./task-nights.mjs')).nights(args),
  },
  build: { summary: 'compile packages and examples', start: build },
  format: {
    summary: 'format, sort imports and apply safe fixes',
    start: (args) => runTool('biome', ['check', '--write', ...args]),
  },
  docs: {
    summary: 'copy the marked regions of source files into the Markdown blocks that show them',
    start: () => run(process.execPath, ['tools/check-docs.mjs', '--write']),
  },
  changeset: {
    summary: 'describe a change for the changelog',
    start: (args) => runTool('changeset', args),
  },
  'test:node': {
    summary: 'run tests and demo under another Node, for example 24',
    start: async (args) => (await build()) || (await import('./task-test-node.mjs')).testUnderNode(args),
  },
};

/** @param {string[]} [args] */
function build(args = []) {
  return runTool('tsc', ['-b', ...buildTargets(), ...args]);
}

/**
 * @param {string | undefined} name
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function runTask(name, args) {
  const task = name === undefined || !Object.hasOwn(tasks, name) ? undefined : tasks[name];
  if (task === undefined) {
    console.error(name === undefined ? 'No task given.' : `There is no task "${name}".`);
    for (const [key, { summary }] of Object.entries(tasks)) console.error(`  ${key.padEnd(10)} ${summary}`);
    return 2;
  }
  try {
    await ensureInstalled();
    return await task.start(args);
  } catch (error) {
    if (!toolFailure(error)) throw error;
    console.error(error.message);
    return 1;
  }
}
