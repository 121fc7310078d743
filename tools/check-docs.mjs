// Is the code in the documentation true? A block that names its source must equal it; every other block of
// TypeScript or JavaScript must pass the type checker. `--write` copies the sources into the blocks that name them.
//
//   <!-- file: examples/x/src/main.ts#pay -->   right above a block: the block shows that region of that file
//   ```ts                                       type-checked on its own
//   ```ts continued                             type-checked together with the block before it on this page
//   ```ts no-check                              shown only
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainDifference, readDocsBlocks, readSource } from './docs-blocks.mjs';
import { Findings } from './findings.mjs';
import { cacheDirectory, readText, root } from './repository.mjs';
import { captureTool } from './run-command.mjs';

/** @import { PlacedBlock } from './docs-blocks.mjs' */

const workshop = join(cacheDirectory, 'docs');
const languages = new Set(['ts', 'typescript', 'js', 'javascript', 'mjs', 'cjs']);
const findings = new Findings();
const placed = readDocsBlocks();

if (process.argv.includes('--write')) {
  copySources();
} else {
  const shown = placed.filter(({ block }) => block.source !== undefined);
  for (const one of shown) compareWithSource(one);
  const programs = collectPrograms();
  await compile(programs);
  findings.report(
    `${programs.size} programs in the documentation compile; ${shown.length} blocks equal their sources.`,
  );
}

/** @param {PlacedBlock} placedBlock */
function compareWithSource({ file, block }) {
  const source = block.source ?? '';
  const read = readSource(source);
  if ('problem' in read) {
    findings.add(`${file}:${block.line}`, read.problem);
  } else if (read.lines.join('\n') !== block.lines.join('\n')) {
    const difference = explainDifference(block.lines, read.lines);
    findings.add(`${file}:${block.line}`, `differs from ${source}; npm run docs copies it:\n${difference}`);
  }
}

/**
 * One program for each block, with the lines where they are in the page, so that an error names the right line.
 * @returns {Map<string, { page: string, lines: string[] }>} by the name of the generated file
 */
function collectPrograms() {
  /** @type {Map<string, { page: string, lines: string[] }>} */
  const programs = new Map();
  /** @type {{ page: string, lines: string[] } | undefined} */
  let earlier;
  for (const { file, block } of placed) {
    if (!languages.has(block.language) || block.flags.includes('no-check') || block.source !== undefined)
      continue;
    const continued = block.flags.includes('continued');
    if (continued && earlier?.page !== file) {
      findings.add(
        `${file}:${block.line}`,
        'says "continued", but no checked block comes before it on this page',
      );
      continue;
    }
    if (!continued || earlier === undefined) {
      earlier = { page: file, lines: [] };
      programs.set(`${file.replaceAll('/', '__')}.${block.line}${extensionOf(block)}`, earlier);
    }
    while (earlier.lines.length < block.line) earlier.lines.push('');
    earlier.lines.push(...block.lines);
  }
  return programs;
}

/** @param {{ language: string, lines: string[] }} block */
function extensionOf({ language, lines }) {
  if (language.startsWith('t')) return '.ts';
  return language === 'cjs' || lines.some((line) => /\brequire\(/.test(line)) ? '.cjs' : '.mjs';
}

/** @param {ReturnType<typeof collectPrograms>} programs */
async function compile(programs) {
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { recursive: true });
  if (programs.size === 0) return;
  for (const [name, { lines }] of programs) {
    writeFileSync(
      join(workshop, name),
      `${lines.join('\n')}\n${name.endsWith('.cjs') ? '' : 'export {};\n'}`,
    );
  }
  writeFileSync(join(workshop, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(workshop, 'tsconfig.json'), JSON.stringify(configFor([...programs.keys()])));
  const { output, code } = await captureTool('tsc', ['-p', workshop, '--pretty', 'false'], { cwd: workshop });
  let explained = 0;
  for (const [, name = '', line, rest] of output.matchAll(/^(\S+?)\((\d+),\d+\): (.*(?:\n[ \t]+.*)*)/gm)) {
    const page = programs.get(name)?.page;
    if (page === undefined) continue;
    findings.add(`${page}:${line}`, rest ?? '');
    explained++;
  }
  if (code !== 0 && explained === 0) findings.add('docs', `tsc failed:\n${output}`);
}

/** @param {string[]} files */
function configFor(files) {
  return {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      allowJs: true,
      checkJs: true,
      allowImportingTsExtensions: true,
    },
    files,
  };
}

function copySources() {
  const pages = new Map(placed.map(({ file }) => [file, readText(file).split('\n')]));
  // From the last block to the first, so that the line numbers before it stay right.
  for (const { file, block } of placed.toReversed()) {
    if (block.source === undefined) continue;
    const read = readSource(block.source);
    if ('problem' in read) findings.add(`${file}:${block.line}`, read.problem);
    else pages.get(file)?.splice(block.line, block.lines.length, ...read.lines);
  }
  for (const [file, lines] of pages) {
    if (lines.join('\n') !== readText(file)) writeFileSync(join(root, file), lines.join('\n'));
  }
  findings.report('The blocks show their sources.');
}
