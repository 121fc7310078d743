import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReconciliationError } from '@alipay-intl/core/errors';
import { madeBreak, madeResult } from '../../../../../test/day-book/made-runs.ts';
import type { DayEngine } from '../../../src/days/day-engine.ts';
import { addDays, startOfDay } from '../../../src/fetch/calendar-day.ts';
import type { Break, CarriedRows, ClosedBreak, DayInputs } from '../../../src/match.ts';

/** An engine that knows ids only: what is in own books and in no transaction file waits, and is missing from the next day on. */
export interface FakeEngine {
  readonly match: DayEngine;
  /** The inputs of each call. */
  readonly calls: DayInputs[];
  /** Called before each match; may change the world. */
  before: ((inputs: DayInputs) => Promise<void> | void) | undefined;
}

export function fakeEngine(): FakeEngine {
  const calls: DayInputs[] = [];
  const engine: FakeEngine = {
    calls,
    before: undefined,
    match: async (inputs, { folder }) => {
      calls.push(inputs);
      await engine.before?.(inputs);
      const carried = readCarried(inputs.carriedIn);
      const own = await ownIds(inputs);
      const theirs = await theirIds(inputs);
      const inputsSha256 = digestOf(inputs, own);
      const left = own.filter((id) => !theirs.has(id)).map((id): Row => [id, inputs.day]);
      const missing = carried.filter(([id]) => !theirs.has(id));
      const found = carried.filter(([id]) => theirs.has(id));
      const breaks = [
        ...left.map((row) => missingBreak(row, 'waiting')),
        ...missing.map((row) => missingBreak(row, 'open')),
        ...inputs.fileBreaks,
      ];
      const closed = found.map(([id]): ClosedBreak => ({ id: breakId(id), reason: 'booked later' }));
      return {
        result: madeResult(inputs.day, { breaks, closed, inputsSha256, missingFiles: inputs.missingFiles }),
        carriedOut: write(folder, `carried-${inputsSha256}`, JSON.stringify([...missing, ...left].sort())),
        rows: write(folder, `rows-${inputsSha256}`, JSON.stringify(own)),
      };
    },
  };
  return engine;
}

/** An own id and its day. */
type Row = readonly [id: string, day: string];

function readCarried(carried: CarriedRows | undefined): readonly Row[] {
  if (carried === undefined) return [];
  const text = readFileSync(carried.path, 'utf8');
  if (sha256(text) === carried.sha256) return JSON.parse(text);
  throw new ReconciliationError('ERR_CARRIED_ROWS', { what: 'Other bytes.', next: 'Look.' });
}

async function ownIds({ ledger, day }: DayInputs): Promise<readonly string[]> {
  if (ledger.kind !== 'records') throw new Error('records are needed');
  const window = { fromMs: startOfDay(day), toMs: startOfDay(addDays(day, 1)) };
  const ids: string[] = [];
  for await (const { ownId } of ledger.read(window)) ids.push(ownId);
  return ids.sort();
}

async function theirIds({ statements }: DayInputs): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const { statement } of statements)
    for await (const { ownId } of statement) if (ownId !== undefined) ids.add(ownId);
  return ids;
}

function digestOf(inputs: DayInputs, own: readonly string[]): string {
  const { day, fileBreaks, missingFiles, hasTransactions, carriedIn, payouts } = inputs;
  const files = inputs.statements.map(({ statement: { facts }, revision }) => [
    facts.name,
    facts.sha256,
    revision,
  ]);
  const told = [day, files, fileBreaks, missingFiles, hasTransactions, carriedIn?.sha256, payouts, own];
  return sha256(JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
}

export function breakId(ownId: string): string {
  return sha256(ownId).slice(0, 20);
}

function missingBreak([ownId, day]: Row, standing: Break['standing']): Break {
  return madeBreak(breakId(ownId), { kind: 'MISSING_AT_PROVIDER', question: 'known-to-both', day, standing });
}

function write(folder: string, name: string, text: string): CarriedRows {
  const path = join(folder, `${name}.parquet`);
  writeFileSync(path, text);
  return { path, sha256: sha256(text) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
