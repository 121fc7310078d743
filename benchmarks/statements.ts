// What do checked records cost beside arrays of cells?
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStatement, readStatement } from '@alipay-intl/reconciliation';
import { parse } from 'csv-parse';
import type { Pace } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { type StatementKindName, statementKinds, writeStatement } from './harness/statement-file.ts';

const rows = Number(process.env['STATEMENT_ROWS'] ?? '100000');
const rounds = 7;
const recordsGoal = 0.8;
const bulkGoal = 3;
// `<END>` has one cell; only files of B have it.
const lastLineApart = { relax_column_count: true } as const;

printQuestion(
  `Statements: ${rows} rows as checked records and as columns, both readings included, against arrays of csv-parse.`,
);
const directory = await mkdtemp(join(tmpdir(), 'statements-'));
try {
  for (const kind of Object.keys(statementKinds) as StatementKindName[]) await measure(kind);
} finally {
  await rm(directory, { recursive: true });
}

async function measure(kind: StatementKindName): Promise<void> {
  const { name, delimiter } = statementKinds[kind];
  const path = join(directory, name);
  const bytes = await writeStatement(path, kind, rows);
  console.log(`\n  ${kind}: ${(bytes / rows).toFixed(0)} bytes a row`);
  const paces = await measureInTurns(
    {
      arrays: () => rowPace(() => countArrays(path, delimiter, kind === 'A1, 15 columns' ? 2 : 1), rows + 1),
      records: () => rowPace(() => countRecords(path), rows),
      columns: () => rowPace(() => countColumns(path), rows),
      texts: () => rowPace(() => countTexts(path), rows),
    },
    rounds,
  );
  printPace('csv-parse, arrays', paces.arrays);
  printPace('readStatement', paces.records);
  printPace('batches', paces.columns);
  printPace('batches, ids as texts', paces.texts);
  printPaceRatio('readStatement / csv-parse', [paces.records, paces.arrays], recordsGoal);
  printPaceRatio('batches / csv-parse', [paces.columns, paces.arrays], bulkGoal);
  printPaceRatio('batches, ids as texts / csv-parse', [paces.texts, paces.arrays]);
}

/** How fast all rows were read; it must be all of them. */
async function rowPace(read: () => Promise<number>, least: number): Promise<Pace> {
  const before = process.cpuUsage();
  const started = performance.now();
  const count = await read();
  const spentMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  if (count < least) throw new Error(`${count} of ${least} rows were read.`);
  return { perSecond: (rows * 1e3) / spentMs, perProcessorSecond: (rows * 1e6) / (user + system) };
}

/** The usual way to get a large file through csv-parse; without quotes where the family has none, and from the column names on. */
function countArrays(path: string, delimiter: string, firstLine: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    const parser = parse({
      delimiter,
      from_line: firstLine,
      ...(delimiter === '|' ? { quote: null } : lastLineApart),
    });
    parser.on('readable', () => {
      while (parser.read() !== null) count += 1;
    });
    parser.on('end', () => resolve(count));
    parser.on('error', reject);
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on('error', reject)
      .pipe(parser);
  });
}

async function countRecords(path: string): Promise<number> {
  let count = 0;
  let sum = 0n;
  for await (const { ownId, gross = 0n, fee = 0n } of readStatement({ path })) {
    if (ownId === undefined) throw new Error('A row has no id.');
    sum += gross + fee;
    count += 1;
  }
  if (sum === 0n) throw new Error('The rows add up to nothing.');
  return count;
}

async function countColumns(path: string): Promise<number> {
  let count = 0;
  let last = 0n;
  for await (const { rows: length, ownId, gross } of (await openStatement({ path })).batches()) {
    if (ownId.at(length - 1) === undefined) throw new Error('A row has no id.');
    last = gross.value[length - 1] ?? 0n;
    count += length;
  }
  if (last === 0n) throw new Error('The last row has no amount.');
  return count;
}

/** What a load of rows needs: a string for each own id and each id of Alipay. */
async function countTexts(path: string): Promise<number> {
  let count = 0;
  for await (const { ownId, providerId } of (await openStatement({ path })).batches()) {
    const providerIds = providerId.toArray();
    for (const [row, id] of ownId.toArray().entries()) {
      if (id === undefined || providerIds[row] === undefined) throw new Error('A row has no id.');
      count += 1;
    }
  }
  return count;
}
