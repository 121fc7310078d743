// What does a day that is read, checked, matched and written down cost beside a bare join of the same files?
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printGoal, printLine, printNumber, printQuestion } from './harness/report.ts';
import { measureInTurns, ratioOf } from './harness/rounds.ts';
import { TypescriptProcess } from './harness/typescript-process.ts';
import { type DayFiles, writeDay } from './reconcile/day-files.ts';
import type { Taken } from './reconcile/match-run.ts';

// The whole question is RECONCILE_ROWS=1000000 and RECONCILE_ROWS_MOST=10000000; the usual run is a tenth of it.
const rows = Number(process.env['RECONCILE_ROWS'] ?? '100000');
const rowsMost = Number(process.env['RECONCILE_ROWS_MOST'] ?? '1000000');
const bareJoin = new URL('./reconcile/bare-join.ts', import.meta.url);
const matchRun = new URL('./reconcile/match-run.ts', import.meta.url);
const rounds = 3;
const ratioGoal = 3;
const growthGoal = (11 * rowsMost) / (10 * rows);
const megabytesGoal = 1_500;

printQuestion(
  `Reconciling: ${rows} and ${rowsMost} rows of own books against as many of a transaction file.`,
);
const folder = await mkdtemp(join(tmpdir(), 'reconcile-'));
try {
  const small = await writeDay(folder, rows);
  const paces = await measureInTurns(
    {
      bare: () => takenBy(bareJoin, small),
      match: () => takenBy(matchRun, small),
    },
    rounds,
  );
  for (const [name, taken] of Object.entries(paces)) {
    printNumber(
      name,
      taken.map(({ ms }) => ms / 1e3),
      's',
    );
    printNumber(
      '  processor time',
      taken.map(({ processorMs }) => processorMs / 1e3),
      's',
    );
  }
  const times = (name: 'ms' | 'processorMs') =>
    ratioOf(
      paces.match.map((taken) => taken[name]),
      paces.bare.map((taken) => taken[name]),
    ).median;
  printGoal('match / bare read and join', times('ms'), ratioGoal);
  printGoal('  the same by processor time', times('processorMs'), ratioGoal);
  const large = await takenBy(matchRun, await writeDay(folder, rowsMost));
  const before = Math.min(...paces.match.map(({ ms }) => ms));
  const processorBefore = Math.min(...paces.match.map(({ processorMs }) => processorMs));
  printLine(
    `${rowsMost} rows`,
    (large.ms / 1e3).toFixed(1),
    `s; ${(large.processorMs / 1e3).toFixed(1)} s of processor time`,
  );
  printGoal(`time, ${rowsMost} rows / ${rows} rows`, large.ms / before, growthGoal);
  printGoal('  the same by processor time', large.processorMs / processorBefore, growthGoal);
  printGoal('most memory held, in MB', large.peakBytes / 2 ** 20, megabytesGoal);
} finally {
  await rm(folder, { recursive: true });
}

async function takenBy(file: URL, files: DayFiles): Promise<Taken> {
  const runner = new TypescriptProcess(file);
  try {
    const taken = await runner.ask<Taken>(files);
    if (taken.pairs !== files.rows) throw new Error(`${taken.pairs} of ${files.rows} rows were paired.`);
    return taken;
  } finally {
    await runner.stop();
  }
}
