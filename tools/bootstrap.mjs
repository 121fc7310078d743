import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDirectory, directoriesWith, readManifest, root } from './repository.mjs';
import { capture, failTool } from './run-command.mjs';

const stampFile = join(cacheDirectory, 'install-stamp');

/** Installs the dependencies unless the last install already matches every manifest; then it uses no network. */
export async function ensureInstalled() {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === manifestStamp()) return;
  await install();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, manifestStamp());
}

function manifestStamp() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'examples']
    .flatMap((parent) => directoriesWith(parent, 'package.json'))
    .concat('.', 'test', 'benchmarks')
    .map((directory) => join(directory, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

async function install() {
  const manager = readManifest('.').packageManager?.split('+')[0];
  if (manager === undefined) throw failTool('package.json names no packageManager.');
  console.log(`Installing dependencies with ${manager} …`);
  const { code, output } = await capture(process.platform === 'win32' ? 'npx.cmd' : 'npx', [
    '--yes',
    manager,
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--ignore-scripts',
    '--config.confirmModulesPurge=false',
  ]);
  if (code === 0) return;
  console.error(output);
  throw failTool(`Installing dependencies failed with exit code ${code}; its output is above.`);
}
