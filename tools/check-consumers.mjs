// Installs the packed packages into small projects outside the repository, like a user does, and runs them.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumerProjects } from './consumer-projects.mjs';
import { packAll } from './pack.mjs';
import { cacheDirectory, readText, root } from './repository.mjs';
import { captureTool, failTool, toolFailure } from './run-command.mjs';

/** @import { ConsumerProject } from './consumer-projects.mjs' */

const lockFiles = join(cacheDirectory, 'consumers');

try {
  await checkConsumers();
} catch (error) {
  if (!toolFailure(error)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}

async function checkConsumers() {
  const packages = await packAll();
  const tarballs = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const entries = packages.flatMap(({ name, manifest }) =>
    Object.keys(manifest.exports ?? {})
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => name + entry.slice(1)),
  );
  const store = await findStore();
  const workshop = mkdtempSync(join(tmpdir(), 'alipay-intl-consumers-'));
  const outcomes = await Promise.allSettled(
    consumerProjects.map(async (project) => {
      const directory = join(workshop, project.name);
      await install(project, directory, { tarballs, entries, store });
      await project.prove(directory);
    }),
  );
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'fulfilled') return;
    const { reason } = outcome;
    console.log(`${consumerProjects[index]?.name}: ${toolFailure(reason) ? reason.message : reason.stack}\n`);
  });
  if (outcomes.some(({ status }) => status === 'rejected'))
    throw failTool(`The projects are kept in ${workshop}`);
  rmSync(workshop, { recursive: true });
}

/**
 * @param {ConsumerProject} project
 * @param {string} directory
 * @param {{ tarballs: Record<string, string>, entries: string[], store: string }} given
 */
async function install(project, directory, { tarballs, entries, store }) {
  mkdirSync(directory, { recursive: true });
  for (const file of project.files) cpSync(join(root, 'test/consumers', file), join(directory, file));
  const { file, text } = project.listEntries(entries);
  writeFileSync(join(directory, file), text);
  const manifest = {
    name: `consumer-${project.name}`,
    private: true,
    type: project.type,
    dependencies: tarballs,
    devDependencies: { '@types/node': installedVersion('@types/node') },
    pnpm: { overrides: tarballs },
  };
  writeJson(join(directory, 'package.json'), manifest);
  if (project.compilerOptions !== undefined) {
    writeJson(join(directory, 'tsconfig.json'), {
      compilerOptions: project.compilerOptions,
      include: ['*.ts'],
    });
  }
  // With the lock file of the last time pnpm needs no network, not even after a tarball has changed.
  const lockFile = join(directory, 'pnpm-lock.yaml');
  const keptLockFile = join(lockFiles, `${project.name}.yaml`);
  if (existsSync(keptLockFile)) cpSync(keptLockFile, lockFile);
  const { code, output } = await captureTool(
    'pnpm',
    [
      ...['install', '--prefer-offline', '--ignore-workspace', '--ignore-scripts', '--no-frozen-lockfile'],
      ...['--store-dir', store, `--config.minimumReleaseAge=${releaseAge()}`],
    ],
    { cwd: directory },
  );
  if (code !== 0) throw failTool(`${output}\nCould not install the tarballs.`);
  cpSync(lockFile, keptLockFile);
}

/** The store of the repository, so that nothing is downloaded twice. */
async function findStore() {
  const { output } = await captureTool('pnpm', ['store', 'path', '--silent']);
  return output.trim();
}

/** What we refuse as too new for ourselves is too new for this check as well. */
function releaseAge() {
  return /^minimumReleaseAge: (\d+)$/m.exec(readText('pnpm-workspace.yaml'))?.[1] ?? '0';
}

/** @param {string} name */
function installedVersion(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/**
 * @param {string} path
 * @param {unknown} value
 */
function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
