import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cacheDirectory = join(root, 'node_modules', '.cache', 'alipay-intl');

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} [version]
 * @property {boolean} [private]
 * @property {string} [packageManager]
 * @property {Record<string, string | Record<string, string>>} [exports]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/**
 * @param {string} directory relative to the root
 * @returns {Manifest}
 */
export function readManifest(directory) {
  return JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8'));
}

/**
 * The published packages.
 * @returns {{ directory: string, manifest: Manifest }[]}
 */
export function readPackages() {
  return directoriesWith('packages', 'package.json').map((directory) => ({
    directory,
    manifest: readManifest(directory),
  }));
}

/** What `tsc -b` compiles: the packages, then every example. */
export function buildTargets() {
  return ['.', ...directoriesWith('examples', 'tsconfig.json')];
}

/**
 * Directories right below `parent` that hold `file`.
 * @param {string} parent
 * @param {string} file
 */
export function directoriesWith(parent, file) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, parent, entry.name, file)))
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
}

/**
 * Every file that is or could be committed, with `/` between the parts.
 * @returns {string[]}
 */
export function listFiles() {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed
      .split('\0')
      .filter((file) => file !== '' && existsSync(join(root, file)))
      .sort();
  } catch {
    return walk(root).sort(); // an unpacked archive has no git
  }
}

const notSource = new Set(['.git', 'node_modules', 'dist', 'coverage', '.cache']);

/**
 * @param {string} directory
 * @returns {string[]}
 */
function walk(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (notSource.has(entry.name)) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(root, path).split(sep).join('/')];
  });
}

/** @param {string} file relative to the root */
export function readText(file) {
  return readFileSync(join(root, file), 'utf8');
}
