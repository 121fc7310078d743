import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { capture, captureTool, failTool } from './run-command.mjs';

/**
 * @typedef {object} ConsumerProject
 * @property {string} name
 * @property {'module' | 'commonjs'} type
 * @property {string[]} files from test/consumers
 * @property {object} [compilerOptions]
 * @property {(entries: string[]) => { file: string, text: string }} listEntries a program that loads every entry
 * @property {(directory: string) => Promise<void>} prove compiles and runs; throws when something fails
 */

const strict = {
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  outDir: 'out',
  rootDir: '.',
};

/** @type {ConsumerProject[]} */
export const consumerProjects = [
  {
    name: 'node16',
    type: 'module',
    files: ['first-use.ts'],
    compilerOptions: { ...strict, module: 'node16' },
    listEntries: importEntries,
    prove: compileAndRun,
  },
  {
    name: 'bundler',
    type: 'module',
    files: ['first-use.ts'],
    compilerOptions: { ...strict, module: 'esnext', moduleResolution: 'bundler' },
    listEntries: importEntries,
    prove: compileAndRun,
  },
  {
    name: 'commonjs',
    type: 'commonjs',
    files: ['first-use.cjs'],
    listEntries: requireEntries,
    prove: async (directory) => {
      await runIn(directory, 'entries.cjs');
      await runIn(directory, 'first-use.cjs');
    },
  },
  {
    name: 'bundle',
    type: 'module',
    files: ['first-use.ts'],
    // ssh2 and DuckDB look for files beside their own and cannot be bundled; docs/fetching.md says so. The command needs both.
    listEntries: (entries) =>
      importEntries(entries.filter((entry) => !/\/(?:reconciliation\/(?:fetch|match)|cli)$/.test(entry))),
    prove: bundleAndRun,
  },
];

const complaint = "throw new Error(name + ' exports nothing')";

/** @param {string[]} entries */
function importEntries(entries) {
  const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}';\n`);
  const pairs = entries.map((entry, index) => `  ['${entry}', entry${index}],\n`);
  const loop = `for (const [name, entry] of entries) if (Object.keys(entry).length === 0) ${complaint};\n`;
  const text = `${imports.join('')}const entries: [string, object][] = [\n${pairs.join('')}];\n${loop}`;
  return { file: 'entries.ts', text };
}

/** @param {string[]} entries */
function requireEntries(entries) {
  const list = JSON.stringify(entries, undefined, 2);
  const text = `for (const name of ${list}) if (Object.keys(require(name)).length === 0) ${complaint};\n`;
  return { file: 'entries.cjs', text };
}

/** @param {string} directory */
async function compileAndRun(directory) {
  const { code, output } = await captureTool('tsc', ['-p', directory, '--pretty', 'false'], {
    cwd: directory,
  });
  if (code !== 0) throw failTool(output);
  await runIn(directory, 'out/entries.js');
  await runIn(directory, 'out/first-use.js');
}

/** @param {string} directory */
async function bundleAndRun(directory) {
  /** @type {string[]} */
  const warnings = [];
  const bundle = await rolldown({
    cwd: directory,
    input: ['entries.ts', 'first-use.ts'],
    platform: 'node',
    external: ['ssh2'],
    onLog: (level, log) => {
      // PGlite's WebAssembly glue evaluates text; it is loaded only by who opens an embedded store.
      const isKnown = log.code === 'EVAL' && log.id?.includes('@electric-sql/pglite') === true;
      if (level === 'warn' && !isKnown) warnings.push(log.message);
    },
  });
  // Beside the project, not inside it: what the bundle still imports must not be found.
  const output = `${directory}-output`;
  await bundle.write({ dir: output, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await bundle.close();
  if (warnings.length > 0) throw failTool(warnings.join('\n'));
  await runIn(output, 'entries.mjs');
  await runIn(output, 'first-use.mjs');
}

/**
 * @param {string} directory
 * @param {string} file
 */
async function runIn(directory, file) {
  const { code, output } = await capture(process.execPath, ['--no-warnings', join(directory, file)], {
    cwd: directory,
    env: { NODE_OPTIONS: '' },
  });
  if (code !== 0) throw failTool(`${output}\n${file} ended with exit code ${code}.`);
}
