// What does fetching statements whole, hashed and durable cost beside the sftp command?
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { type OpensshServer, opensshServerOrNone } from '../test/support/openssh-server.ts';
import { readWithBareSsh2 } from './harness/bare-ssh2.ts';
import type { Pace } from './harness/pace.ts';
import { printNumber, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { copyWithSftp } from './harness/sftp-command.ts';

const mebibyte = 1_048_576;
const rounds = 6;
const goal = 0.7;
// The most that fetching can reach: what comes is let go.
const bare = 'bare ssh2, into nowhere';
const merchant = '2088000000000000';
const loads = {
  'one large file': { files: 1, fileBytes: Number(process.env['FETCH_MEBIBYTES'] ?? '256') * mebibyte },
  'many small files': { files: 400, fileBytes: 24 * 1_024 },
} as const;

printQuestion(
  'Fetching: files compared, hashed and durable, from a local OpenSSH server, against the sftp command, which does none of it.',
);
const server = await opensshServerOrNone();
const place = mkdtempSync(join(tmpdir(), 'alipay-intl-fetching-'));
try {
  if (server !== undefined) {
    for (const [name, load] of Object.entries(loads)) await measure(server, name, load);
  }
} finally {
  await server?.stop();
  rmSync(place, { recursive: true, force: true });
}

type Load = (typeof loads)[keyof typeof loads];

async function measure(from: OpensshServer, name: string, load: Load): Promise<void> {
  const { files, fileBytes } = load;
  console.log(`\n  ${name}: ${files} × ${fileBytes} bytes`);
  const directory = join(from.folder, name.replaceAll(' ', '-'));
  mkdirSync(directory);
  // Other bytes in each file, and of no pattern.
  for (let file = 0; file < files; file += 1) {
    writeFileSync(join(directory, `report-${1_000 + file}.csv`), randomBytes(fileBytes));
  }
  const isOne = files === 1;
  const paces = await measureInTurns<string, Pace>(
    {
      sftp: () => commandPace(from, directory, load, ''),
      'sftp, each file synced': () => commandPace(from, directory, load, '-f'),
      fetchStatements: () => fetchPace(from, directory, load),
      ...(isOne ? { [bare]: () => barePace(from, join(directory, 'report-1000.csv'), fileBytes) } : {}),
    },
    rounds,
  );
  const scale = isOne ? fileBytes / mebibyte : files;
  for (const [of, taken] of Object.entries(paces)) {
    const scaled = taken.map(({ perSecond }) => perSecond * scale);
    printNumber(of, scaled, isOne ? 'MiB/s' : 'files/s');
  }
  const printRatioOf = (one: string, other: string, least?: number): void =>
    printPaceRatio(`${one} / ${other}`, [paces[one] ?? [], paces[other] ?? []], least);
  printRatioOf('fetchStatements', 'sftp', goal);
  printRatioOf('fetchStatements', 'sftp, each file synced');
  if (isOne) printRatioOf(bare, 'sftp');
}

async function commandPace(from: OpensshServer, directory: string, load: Load, flags: string): Promise<Pace> {
  const to = mkdtempSync(join(place, 'sftp-'));
  const { ms, processorMs } = await copyWithSftp(from, { from: directory, to, place, flags });
  checkCopies(to, load);
  return { perSecond: 1e3 / ms, perProcessorSecond: 1e3 / processorMs };
}

async function barePace(from: OpensshServer, path: string, bytes: number): Promise<Pace> {
  return await paceOfOne(() => readWithBareSsh2(from, path, bytes));
}

async function fetchPace(from: OpensshServer, directory: string, load: Load): Promise<Pace> {
  const folder = mkdtempSync(join(place, 'fetch-'));
  const { port, fingerprint, login } = from;
  const pace = await paceOfOne(() =>
    fetchStatements({
      servers: [{ host: '127.0.0.1', port, hostKey: { fingerprints: [fingerprint] } }],
      ...{ login, merchant, folder, days: ['2026-11-21'], directories: [directory] },
      alsoNames: [/report-\d+\.csv/],
    }),
  );
  checkCopies(join(folder, merchant, 'undated'), load);
  return pace;
}

async function paceOfOne(work: () => Promise<unknown>): Promise<Pace> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: 1e3 / ms, perProcessorSecond: 1e6 / (user + system) };
}

/** All files must be there and whole; then they are removed. */
function checkCopies(folder: string, { files, fileBytes }: Load): void {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  if (sizes.length !== files || sizes.some((size) => size !== fileBytes)) {
    throw new Error(`${sizes.length} of ${files} files came, or some are not whole.`);
  }
  rmSync(folder, { recursive: true });
}
