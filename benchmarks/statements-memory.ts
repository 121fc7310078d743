// Does memory grow with a statement file, and does the time grow faster than the rows?
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { printGoal, printLine, printQuestion } from './harness/report.ts';
import {
  rowBytes,
  type StatementKindName,
  statementKinds,
  writeStatement,
} from './harness/statement-file.ts';
import type { StatementReading } from './harness/statement-reading.ts';
import { TypescriptProcess } from './harness/typescript-process.ts';

// The whole question is STATEMENT_GIGABYTES=5 and STATEMENT_ROWS=10000000; the usual run is a tenth of it.
const gigabytes = Number(process.env['STATEMENT_GIGABYTES'] ?? '0.5');
const rowsMost = Number(process.env['STATEMENT_ROWS'] ?? '1000000');
const rounds = 3;
const megabytesGoal = 250;
const growthGoal = 11;
const kind: StatementKindName = 'A1, 21 columns';

printQuestion(
  `Statements: a file of ${gigabytes} GB, and files of ${rowsMost / 100} to ${rowsMost} rows, each in a new process.`,
);
const directory = await mkdtemp(join(tmpdir(), 'statements-'));
const path = join(directory, statementKinds[kind].name);
try {
  await measureMemory();
  await measureGrowth();
} finally {
  await rm(directory, { recursive: true });
}

async function measureMemory(): Promise<void> {
  const rows = Math.ceil((gigabytes * 2 ** 30) / rowBytes(kind));
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < 1.1 * gigabytes * 2 ** 30)
    throw new Error('The temporary directory has no room for such a file.');
  const bytes = await writeStatement(path, kind, rows);
  const { ms, processorMs, peakBytes } = await readInNewProcess(rows);
  printLine(`${basename(path)}`, (bytes / 2 ** 30).toFixed(2), `GB, ${rows} rows`);
  printLine('read in', (ms / 1e3).toFixed(0), `s; ${(processorMs / 1e3).toFixed(0)} s of processor time`);
  printGoal('most memory held, in MB', peakBytes / 2 ** 20, megabytesGoal);
}

async function measureGrowth(): Promise<void> {
  const sizes = [rowsMost / 100, rowsMost / 10, rowsMost];
  const least: StatementReading[] = [];
  for (const rows of sizes) {
    await writeStatement(path, kind, rows);
    const readings: StatementReading[] = [];
    // Small files are disturbed more by what else the machine does; the least of some rounds is what they take.
    for (let round = 0; round < (rows === rowsMost ? 1 : rounds); round += 1)
      readings.push(await readInNewProcess(rows));
    const best = readings.toSorted((one, other) => one.processorMs - other.processorMs)[0];
    if (best === undefined) throw new Error('Nothing was read.');
    least.push(best);
    printLine(
      `${rows} rows`,
      (best.ms / 1e3).toFixed(2),
      `s; ${(best.processorMs / 1e3).toFixed(2)} s of processor time; most memory ${(best.peakBytes / 2 ** 20).toFixed(0)} MB`,
    );
  }
  for (const [at, reading] of least.slice(1).entries()) {
    const before = least[at]?.processorMs ?? Number.NaN;
    printGoal(
      `processor time, ${sizes[at + 1]} rows / ${sizes[at]} rows`,
      reading.processorMs / before,
      growthGoal,
    );
  }
}

async function readInNewProcess(rows: number): Promise<StatementReading> {
  const reader = new TypescriptProcess(new URL('./harness/statement-reading.ts', import.meta.url));
  try {
    const reading = await reader.ask<StatementReading>(path);
    if (reading.rows !== rows) throw new Error(`${reading.rows} of ${rows} rows were read.`);
    return reading;
  } finally {
    await reader.stop();
  }
}
