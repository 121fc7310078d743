// What does importing the library cost at the start of a process, and which dependency costs what?
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importMs, packagesLoadedBy } from './harness/fresh-process.ts';
import { printLine, printNumber, printQuestion } from './harness/report.ts';
import { measureInTurns, ratioOf } from './harness/rounds.ts';

const rounds = 11;

interface Entry {
  readonly specifier: string;
  /** Where the name is resolved from. */
  readonly directory: string;
}

const core = await readPackage('@alipay-intl/core');
const payments = await readPackage('@alipay-intl/payments');
const notify = await readPackage('@alipay-intl/notify');
const entries = [core, payments, notify].flatMap(({ entries }) => entries);
const dependencies = [...core.dependencies, ...payments.dependencies].filter(
  ({ specifier }, index, all) =>
    !specifier.startsWith('@alipay-intl/') && all.findIndex((one) => one.specifier === specifier) === index,
);

printQuestion(
  'Importing: a fresh Node that imports one entry, from start to end, against one that imports nothing.',
);
const here = process.cwd();
const nothing = { empty: () => importMs(undefined, here) };
const imports = [...entries, ...dependencies].map(
  ({ specifier, directory }) => [specifier, () => importMs(specifier, directory)] as const,
);
const times: Readonly<Record<string, readonly number[]>> = await measureInTurns(
  { ...nothing, ...Object.fromEntries(imports) },
  rounds,
);
const empty = times['empty'] ?? [];
const undici = times['undici'] ?? [];

printNumber('nothing', empty, 'ms');
for (const { specifier, directory } of entries) {
  const loaded = (await packagesLoadedBy(specifier, directory)).filter(
    (name) => !name.startsWith('@alipay-intl/'),
  );
  printImport(specifier, `loads ${loaded.join(', ') || 'no dependency'}`);
  if (specifier.startsWith('@alipay-intl/notify')) {
    printLine('  goal: without the HTTP client', loaded.includes('undici') ? 'missed' : 'met');
  }
}
console.log('  Each dependency alone:');
for (const { specifier } of dependencies) printImport(specifier, '');

function printImport(specifier: string, details: string): void {
  const time = times[specifier] ?? [];
  const added = ratioOf(time, empty);
  const ms = median(time) - median(empty);
  printLine(
    specifier,
    added.median.toFixed(2),
    `× nothing, ${ratioOf(time, undici).median.toFixed(2)} × undici, ${ms.toFixed(0).padStart(3)} ms more  ${details}`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The entries and the dependencies of a package, as its manifest says. */
async function readPackage(name: string): Promise<{
  readonly entries: readonly Entry[];
  readonly dependencies: readonly Entry[];
}> {
  const path = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  const manifest = JSON.parse(await readFile(path, 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const directory = dirname(path);
  const entriesOf = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');
  return {
    entries: entriesOf.map((entry) => ({ specifier: name + entry.slice(1), directory })),
    dependencies: Object.keys(manifest.dependencies).map((specifier) => ({ specifier, directory })),
  };
}
