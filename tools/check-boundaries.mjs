// Who may import whom. Biome finds undeclared dependencies, private imports and cycles between files; this finds
// what it cannot: packages that reach past the plan below, past an exports map or out of their directory.
import { posix } from 'node:path';
import { Findings } from './findings.mjs';
import { readImports } from './read-imports.mjs';
import { directoriesWith, listFiles, readManifest, readPackages, readText } from './repository.mjs';

const scope = '@alipay-intl/';

/**
 * The plan: a package and the packages that it may need at run time.
 * Tests, examples and benchmarks may import every package, like a user does.
 * @type {Record<string, string[]>}
 */
const plan = {
  core: [],
  payments: ['core'],
  notify: ['core'],
  simulator: [], // independent, so that a mistake in core cannot hide in its counterpart
  reconciliation: ['core'],
  postgres: ['core', 'payments', 'notify', 'reconciliation'],
  cli: ['core', 'payments', 'notify', 'reconciliation', 'postgres', 'simulator'],
};

const findings = new Findings();
const packages = readPackages();
const examples = directoriesWith('examples', 'package.json').map(readManifest);
const exportsOf = new Map(
  [...packages.map(({ manifest }) => manifest), ...examples].map(({ name, exports }) => [
    name,
    exports ?? {},
  ]),
);

checkPlan();
const sources = listFiles().filter((file) =>
  /^(?:packages\/[^/]+\/(?:src|bin|test)|test|examples|benchmarks)\/.*\.[cm]?[jt]s$/.test(file),
);
let count = 0;
for (const file of sources.filter((name) => !name.startsWith('test/consumers/'))) {
  for (const { name, line } of readImports(readText(file))) {
    count++;
    const problem = name.startsWith('.') ? problemOfPath(file, name) : problemOfPackage(file, name);
    if (problem !== undefined) findings.add(`${file}:${line}`, `imports ${name}: ${problem}`);
  }
}
findings.report(`${count} imports in ${sources.length} files stay inside their boundaries.`);

/**
 * @param {string} file
 * @param {string} name
 */
function problemOfPath(file, name) {
  const target = posix.join(posix.dirname(file), name);
  const [, owner] = /^(packages\/[^/]+|examples\/[^/]+)\//.exec(file) ?? [];
  const [, targetPackage] = /^(packages\/[^/]+)\//.exec(target) ?? [];
  if (targetPackage !== undefined && targetPackage !== owner) {
    return 'reaches into another package; import it by name, through its exports map';
  }
  const isPackageTest = /^packages\/[^/]+\/test\//.test(file);
  if (owner !== undefined && !target.startsWith(`${owner}/`) && !isPackageTest) return `leaves ${owner}`;
  const isShipped = /^packages\/[^/]+\/(?:src|bin)\//.test(file);
  if (isShipped && target.startsWith(`${owner}/test/`)) return 'shipped code imports a test';
  return undefined;
}

/**
 * @param {string} file
 * @param {string} name
 */
function problemOfPackage(file, name) {
  if (!name.startsWith(scope)) return undefined;
  const [unscoped = '', ...path] = name.slice(scope.length).split('/');
  const entries = exportsOf.get(scope + unscoped);
  if (entries === undefined) return 'there is no such package';
  if (!Object.hasOwn(entries, ['.', ...path].join('/'))) return 'not in the exports map of that package';
  const [, importer] = /^packages\/([^/]+)\/(?:src|bin)\//.exec(file) ?? [];
  if (importer === undefined) return undefined;
  if (importer === unscoped) return 'a package imports its own files by path';
  return plan[importer]?.includes(unscoped) ? undefined : planned(importer);
}

/** @param {string} name */
function planned(name) {
  const allowed = plan[name];
  if (allowed === undefined) return `${name} is not in the plan of tools/check-boundaries.mjs`;
  return `${name} may need ${allowed.length === 0 ? 'no other package' : `only ${allowed.join(', ')}`}`;
}

/** Manifests must keep to the plan, and the plan must have no cycle. */
function checkPlan() {
  for (const { directory, manifest } of packages) {
    const name = posix.basename(directory);
    if (plan[name] === undefined) findings.add(`${directory}/package.json`, planned(name));
    const needed = { ...manifest.dependencies, ...manifest.peerDependencies };
    for (const other of Object.keys(needed).filter((one) => one.startsWith(scope))) {
      if (plan[name]?.includes(other.slice(scope.length))) continue;
      findings.add(`${directory}/package.json`, `depends on ${other}: ${planned(name)}`);
    }
  }
  for (const name of Object.keys(plan)) {
    if (reachable(name).has(name))
      findings.add('tools/check-boundaries.mjs', `the plan has a cycle through ${name}`);
  }
}

/**
 * @param {string} name
 * @param {Set<string>} [seen]
 */
function reachable(name, seen = new Set()) {
  for (const other of plan[name] ?? []) {
    if (seen.has(other)) continue;
    seen.add(other);
    reachable(other, seen);
  }
  return seen;
}
