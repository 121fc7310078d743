// Rules of this repository that no linter knows. Each finding names its file, its line and the rule.
import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { checkCitations, checkLinks } from './check-references.mjs';
import { Findings } from './findings.mjs';
import { listFiles, readManifest, readPackages, readText, root } from './repository.mjs';

const longestSource = 300;
const vagueNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'base']);
const binary = new Set(['.bin', '.p12', '.png', '.jpg', '.ico', '.gz', '.zip', '.pfx']);

// Written in pieces so that this file does not contain them.
const unwanted = [
  { pattern: /\/(?:home|Users)\/[a-z][\w.-]*\//, rule: 'no path of one machine' },
  { pattern: wordsOf('registry.', 'npmjs'), rule: 'no package registry host' },
  { pattern: wordsOf('registry.', 'yarnpkg'), rule: 'no package registry host' },
  { pattern: wordsOf('npm', 'mirror.com'), rule: 'no package registry host' },
  {
    pattern: new RegExp(`\\b(?:${['FIX', 'ME'].join('')}|${['TO', 'DO'].join('')})\\b`),
    rule: 'finish it or drop it',
  },
];

/** @param {string[]} pieces */
function wordsOf(...pieces) {
  return new RegExp(pieces.join('').replace(/[.]/g, '\\.'));
}

const findings = new Findings();
const files = listFiles();

for (const file of files) {
  checkName(file);
  if (binary.has(extname(file))) continue;
  const text = readText(file);
  const lines = text.split('\n');
  checkLength(file, lines);
  checkWords(file, lines);
  checkConsole(file, lines);
}
checkPackageFiles();
checkCitations(files, findings);
checkLinks(files, findings);
findings.report(`${files.length} files are tidy.`);

/** @param {string} file */
function checkName(file) {
  const name = basename(file).split('.')[0] ?? '';
  if (vagueNames.has(name) && basename(file) !== 'tsconfig.base.json') {
    findings.add(file, `name rule: "${name}" says nothing; name the file after the thing it holds`);
  }
}

/**
 * @param {string} file
 * @param {string[]} lines
 */
function checkLength(file, lines) {
  if (!/^(?:packages\/[^/]+\/(?:src|bin)|examples|benchmarks|tools)\/.*\.[cm]?[jt]s$/.test(file)) return;
  const length = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (length > longestSource) {
    findings.add(`${file}:${longestSource + 1}`, `length rule: ${length} lines; at most ${longestSource}`);
  }
}

/**
 * @param {string} file
 * @param {string[]} lines
 */
function checkWords(file, lines) {
  lines.forEach((line, index) => {
    for (const { pattern, rule } of unwanted) {
      const found = pattern.exec(line)?.[0];
      if (found !== undefined) findings.add(`${file}:${index + 1}`, `word rule: "${found}": ${rule}`);
    }
  });
}

/**
 * @param {string} file
 * @param {string[]} lines
 */
function checkConsole(file, lines) {
  if (!/^packages\/[^/]+\/src\//.test(file) || basename(file) === 'main.ts') return;
  lines.forEach((line, index) => {
    if (/\bconsole\./.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line)) {
      findings.add(`${file}:${index + 1}`, 'console rule: a library does not print; only main.ts may');
    }
  });
}

function checkPackageFiles() {
  const { packageManager, devDependencies } = readManifest('.');
  if (packageManager !== `pnpm@${devDependencies?.pnpm}`) {
    // Another pnpm would download the named one at every start.
    findings.add(
      'package.json',
      'package rule: packageManager and the development dependency pnpm must be the same',
    );
  }
  for (const { directory } of readPackages()) {
    for (const name of ['README.md', 'LICENSE']) {
      if (!existsSync(join(root, directory, name))) findings.add(directory, `package rule: has no ${name}`);
    }
  }
}
