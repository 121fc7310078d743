import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, readPackages, root } from './repository.mjs';
import { captureTool, failTool } from './run-command.mjs';

/** @import { Manifest } from './repository.mjs' */

const tarballs = join(cacheDirectory, 'tarballs');
const stampFile = join(tarballs, 'stamp');

/**
 * Packs every published package as it would be published, unless nothing changed since the last time.
 * @returns {Promise<{ name: string, manifest: Manifest, tarball: string }[]>}
 */
export async function packAll() {
  const compiled = await captureTool('tsc', ['-b', '.', '--pretty', 'false']);
  if (compiled.code !== 0)
    throw failTool(`${compiled.output}\nThe packages do not compile, so nothing was packed.`);
  const packages = readPackages();
  for (const { directory } of packages) removeOrphans(join(root, directory));

  const packed = packages.map(({ directory, manifest }) => {
    const file = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
    return { name: manifest.name, directory, manifest, tarball: join(tarballs, file) };
  });
  const stamp = contentStamp(packages.map(({ directory }) => join(root, directory)));
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return packed;

  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs, { recursive: true });
  await Promise.all(packed.map(({ directory }) => pack(directory)));
  writeFileSync(stampFile, stamp);
  return packed;
}

/** @param {string} directory */
async function pack(directory) {
  const { code, output } = await captureTool('pnpm', ['pack', '--pack-destination', tarballs], {
    cwd: join(root, directory),
  });
  if (code !== 0) throw failTool(`${output}\nCould not pack ${directory}.`);
}

/**
 * The compiler leaves the output of deleted sources behind; it must not be published.
 * @param {string} directory
 */
function removeOrphans(directory) {
  for (const file of filesIn(join(directory, 'dist'))) {
    const [, stem] = /^(.*?)\.(?:d\.ts|js)(?:\.map)?$/.exec(file) ?? [];
    if (stem === undefined) continue;
    if (!existsSync(join(directory, 'src', `${stem}.ts`))) rmSync(join(directory, 'dist', file));
  }
}

/** @param {string[]} directories */
function contentStamp(directories) {
  const hash = createHash('sha256');
  for (const directory of directories) {
    for (const file of filesIn(directory)) {
      if (/^(?:node_modules|test)\//.test(file)) continue;
      hash
        .update(`${directory}/${file}\0`)
        .update(readFileSync(join(directory, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} directory */
function filesIn(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}
